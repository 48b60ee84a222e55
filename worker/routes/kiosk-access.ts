import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { TypedPassword } from '../http/people-schemas.ts'
import { body } from '../http/validate.ts'
import { readKioskAccess, removeBadge, removePin, setPin } from '../services/kiosk-credentials.ts'

const NewPin = z.strictObject({ password: TypedPassword, pin: z.string().regex(/^\d{6}$/) })

/** One's own PIN and badge for kiosks, on a device of one's own. */
export const kioskAccessRoutes = () =>
  new Hono<AppEnv>()
    .get('/', person('kiosk_access.manage'), async (c) =>
      c.json(await readKioskAccess(c.var.deps, c.var.person)),
    )
    .put('/pin', person('kiosk_access.manage'), body(NewPin), async (c) => {
      await setPin(c.var.deps, c.var.person, c.req.valid('json'))
      return c.body(null, 204)
    })
    .delete('/pin', person('kiosk_access.manage'), async (c) => {
      await removePin(c.var.deps, c.var.person)
      return c.body(null, 204)
    })
    .delete('/badge', person('kiosk_access.manage'), async (c) => {
      await removeBadge(c.var.deps, c.var.person)
      return c.body(null, 204)
    })
