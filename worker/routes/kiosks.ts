import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { NewKiosk } from '../http/machine-schemas.ts'
import { may } from '../http/may.ts'
import { IdParam } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import { addKiosk, listKiosks, removeKiosk, renewKioskCode } from '../services/kiosks.ts'

export const kioskRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('kiosk.manage'), async (c) =>
      c.json({ items: await listKiosks(c.var.deps), nextCursor: null }),
    )
    .post('/', may('kiosk.manage'), body(NewKiosk), async (c) =>
      c.json(await addKiosk(c.var.deps, c.var.actor, c.req.valid('json')), 201),
    )
    .post('/:id/code', may('kiosk.manage'), params(IdParam), async (c) =>
      c.json(await renewKioskCode(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .delete('/:id', may('kiosk.manage'), params(IdParam), async (c) => {
      await removeKiosk(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
