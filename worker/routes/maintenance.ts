import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { Id, IdParam, line, prose } from '../http/schemas.ts'
import { body, params, query } from '../http/validate.ts'
import { answerProblem, listProblems } from '../services/fault-reports.ts'
import { addPlan, listMaintenance, listServices, recordService, removePlan } from '../services/maintenance.ts'

const Text = prose(1_000).pipe(z.string().min(1))
const Answer = z.strictObject({
  state: z.enum(['in_progress', 'done']),
  answer: Text,
  backInService: z.boolean().default(false),
})

const Count = (max: number) => z.number().int().min(1).max(max).nullable().default(null)
const Plan = z
  .strictObject({
    printerId: Id,
    name: line(80),
    everyHours: Count(100_000),
    everyJobs: Count(100_000),
    everyDays: Count(3_660),
    checklist: z.array(line(120)).max(30).default([]),
    blocks: z.boolean().default(false),
  })
  .refine((plan) => plan.everyHours !== null || plan.everyJobs !== null || plan.everyDays !== null, {
    path: ['everyDays'],
    params: { code: 'interval_missing' },
  })
const Service = z.strictObject({
  checked: z.array(line(120)).max(30).default([]),
  note: prose(1_000).optional(),
})

export const problemRoutes = () =>
  new Hono<AppEnv>()
    .get('/printers/:id/problems', person('printer.read'), params(IdParam), async (c) =>
      c.json(await listProblems(c.var.deps, c.var.person, c.req.valid('param').id)),
    )
    .post('/problems/:id/answer', person('problem.answer'), params(IdParam), body(Answer), async (c) => {
      const { deps, person: actor } = c.var
      return c.json(await answerProblem(deps, actor, c.req.valid('param').id, c.req.valid('json')))
    })

export const maintenanceRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('maintenance.read'), query(z.strictObject({ printerId: Id.optional() })), async (c) =>
      c.json(await listMaintenance(c.var.deps, c.req.valid('query').printerId)),
    )
    .post('/', person('maintenance.manage'), body(Plan), async (c) =>
      c.json(await addPlan(c.var.deps, c.var.person, c.req.valid('json')), 201),
    )
    .delete('/:id', person('maintenance.manage'), params(IdParam), async (c) => {
      await removePlan(c.var.deps, c.var.person, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .post('/:id/services', person('maintenance.manage'), params(IdParam), body(Service), async (c) => {
      const { deps, person: actor } = c.var
      return c.json(await recordService(deps, actor, c.req.valid('param').id, c.req.valid('json')), 201)
    })
    .get('/services', may('maintenance.manage'), query(z.strictObject({ printerId: Id })), async (c) =>
      c.json(await listServices(c.var.deps, c.req.valid('query').printerId)),
    )
