import { Hono } from 'hono'
import { NewTariff, TariffChange } from '../http/cost-schemas.ts'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { IdParam } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import { addTariff, changeTariff, listTariffs, removeTariff } from '../services/tariffs.ts'

export const tariffRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('tariff.read'), async (c) => c.json(await listTariffs(c.var.deps)))
    .post('/', person('tariff.manage'), body(NewTariff), async (c) =>
      c.json(await addTariff(c.var.deps, c.var.person, c.req.valid('json')), 201),
    )
    .patch('/:id', person('tariff.manage'), params(IdParam), body(TariffChange), async (c) =>
      c.json(await changeTariff(c.var.deps, c.var.person, c.req.valid('param').id, c.req.valid('json'))),
    )
    .delete('/:id', person('tariff.manage'), params(IdParam), async (c) => {
      await removeTariff(c.var.deps, c.var.person, c.req.valid('param').id)
      return c.body(null, 204)
    })
