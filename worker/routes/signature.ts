import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { IdParam, Instant } from '../http/schemas.ts'
import { params, query } from '../http/validate.ts'
import { readPrinterPhases, readProgress } from '../services/power-signature.ts'

const PhaseQuery = z
  .strictObject({ from: Instant, to: Instant })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { code: 'ends_before_start' } })

/** What machines really do, by their watts. */
export const signatureRoutes = () =>
  new Hono<AppEnv>()
    .get('/printers/:id/phases', may('energy.read_all'), params(IdParam), query(PhaseQuery), async (c) => {
      const { from, to } = c.req.valid('query')
      const window = { startsAt: from, endsAt: to }
      return c.json(await readPrinterPhases(c.var.deps, c.req.valid('param').id, window))
    })
    .get('/jobs/:id/progress', person('job.read'), params(IdParam), async (c) =>
      c.json(await readProgress(c.var.deps, c.var.person, c.req.valid('param').id)),
    )
