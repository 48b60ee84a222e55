import { Hono } from 'hono'
import { Stop } from '../http/decision-schemas.ts'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { body } from '../http/validate.ts'
import { readStop, releaseAll, stopAll } from '../services/manual-power.ts'

/** The emergency: before the routes of single plugs, whose ids they must not be taken for. */
export const powerStopRoutes = () =>
  new Hono<AppEnv>()
    .get('/all-off', may('power.read_stop'), async (c) => c.json(await readStop(c.var.deps)))
    .post('/all-off', person('power.stop'), body(Stop), async (c) =>
      c.json(await stopAll(c.var.deps, c.var.person, c.req.valid('json'))),
    )
    .post('/all-off/release', person('power.stop'), async (c) => {
      await releaseAll(c.var.deps, c.var.person)
      return c.body(null, 204)
    })
