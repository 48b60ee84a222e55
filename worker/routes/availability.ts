import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { Id, Instant } from '../http/schemas.ts'
import { query } from '../http/validate.ts'
import { readAvailability } from '../services/availability.ts'

const printerOrKind = { path: ['printerId'], params: { code: 'printer_or_kind' } }

const AvailabilityQuery = z
  .strictObject({
    printerId: Id.optional(),
    kind: z.string().max(32).optional(),
    minutes: z.coerce.number().int().min(1).max(43_200),
    from: Instant.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(5),
  })
  .refine(({ printerId, kind }) => (printerId === undefined) !== (kind === undefined), printerOrKind)

export const availabilityRoutes = () =>
  new Hono<AppEnv>().get('/', person('availability.read'), query(AvailabilityQuery), async (c) =>
    c.json(await readAvailability(c.var.deps, c.var.person, c.req.valid('query'))),
  )
