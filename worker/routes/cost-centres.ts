import { Hono } from 'hono'
import { NewCostCentre } from '../http/cost-schemas.ts'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { IdParam } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import {
  addCostCentre,
  archiveCostCentre,
  changeCostCentre,
  listCostCentres,
} from '../services/cost-centres.ts'

export const costCentreRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('cost_centre.read'), async (c) => c.json(await listCostCentres(c.var.deps)))
    .post('/', may('cost_centre.manage'), body(NewCostCentre), async (c) =>
      c.json(await addCostCentre(c.var.deps, c.var.actor, c.req.valid('json')), 201),
    )
    .patch('/:id', may('cost_centre.manage'), params(IdParam), body(NewCostCentre.partial()), async (c) => {
      const { deps, actor } = c.var
      return c.json(await changeCostCentre(deps, actor, c.req.valid('param').id, c.req.valid('json')))
    })
    .delete('/:id', may('cost_centre.manage'), params(IdParam), async (c) => {
      await archiveCostCentre(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
