import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { NewPlan, NewService, PlanChange } from '../http/maintenance-schemas.ts'
import { may, person } from '../http/may.ts'
import { Id, IdParam } from '../http/schemas.ts'
import { body, params, query } from '../http/validate.ts'
import {
  addPlan,
  changePlan,
  listMaintenance,
  listServices,
  recordService,
  removePlan,
} from '../services/maintenance.ts'

export const maintenanceRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('maintenance.read'), query(z.strictObject({ printerId: Id.optional() })), async (c) =>
      c.json(await listMaintenance(c.var.deps, c.req.valid('query').printerId)),
    )
    .post('/', person('maintenance.manage'), body(NewPlan), async (c) =>
      c.json(await addPlan(c.var.deps, c.var.person, c.req.valid('json')), 201),
    )
    .put('/:id', person('maintenance.manage'), params(IdParam), body(PlanChange), async (c) => {
      const { deps, person: actor } = c.var
      return c.json(await changePlan(deps, actor, c.req.valid('param').id, c.req.valid('json')))
    })
    .delete('/:id', person('maintenance.manage'), params(IdParam), async (c) => {
      await removePlan(c.var.deps, c.var.person, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .post('/:id/services', person('maintenance.manage'), params(IdParam), body(NewService), async (c) => {
      const { deps, person: actor } = c.var
      return c.json(await recordService(deps, actor, c.req.valid('param').id, c.req.valid('json')), 201)
    })
    .get('/services', may('maintenance.manage'), query(z.strictObject({ printerId: Id })), async (c) =>
      c.json(await listServices(c.var.deps, c.req.valid('query').printerId)),
    )
