import { Hono } from 'hono'
import * as z from 'zod'
import { ENERGY_RESOLUTIONS } from '../domain/energy-periods.ts'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { Id, Instant } from '../http/schemas.ts'
import { query } from '../http/validate.ts'
import { readEnergy } from '../services/energy.ts'

const EnergyQuery = z
  .strictObject({
    plugId: Id.optional(),
    printerId: Id.optional(),
    from: Instant,
    to: Instant,
    resolution: z.enum(ENERGY_RESOLUTIONS).default('hour'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { code: 'ends_before_start' } })

export const energyRoutes = () =>
  new Hono<AppEnv>().get('/', person('energy.read'), query(EnergyQuery), async (c) => {
    const { from, to, ...rest } = c.req.valid('query')
    return c.json(await readEnergy(c.var.deps, c.var.person, { ...rest, startsAt: from, endsAt: to }))
  })
