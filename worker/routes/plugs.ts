import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { NewPlug, PlugChange } from '../http/machine-schemas.ts'
import { may } from '../http/may.ts'
import { IdParam } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import {
  adoptPlug,
  changePlug,
  checkPlug,
  discoverPlugs,
  listPlugs,
  readPlug,
  removePlug,
} from '../services/plugs.ts'

export const plugRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('plug.manage'), async (c) =>
      c.json({ items: await listPlugs(c.var.deps, c.var.language), nextCursor: null }),
    )
    .post('/', may('plug.manage'), body(NewPlug), async (c) =>
      c.json(await adoptPlug(c.var.deps, c.var.actor, c.var.language, c.req.valid('json')), 201),
    )
    .post('/discover', may('plug.manage'), async (c) => c.json(await discoverPlugs(c.var.deps)))
    .get('/:id', may('plug.manage'), params(IdParam), async (c) =>
      c.json(await readPlug(c.var.deps, c.var.language, c.req.valid('param').id)),
    )
    .patch('/:id', may('plug.manage'), params(IdParam), body(PlugChange), async (c) => {
      const { deps, actor, language } = c.var
      return c.json(await changePlug(deps, actor, language, c.req.valid('param').id, c.req.valid('json')))
    })
    .delete('/:id', may('plug.manage'), params(IdParam), async (c) => {
      await removePlug(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .post('/:id/check', may('plug.manage'), params(IdParam), async (c) =>
      c.json(await checkPlug(c.var.deps, c.var.language, c.req.valid('param').id)),
    )
