import { Hono } from 'hono'
import * as z from 'zod'
import { TRAIL_ORDERS } from '../domain/trail-order.ts'
import { csvFile } from '../http/csv-file.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { Id, Instant, Limit, line } from '../http/schemas.ts'
import { query } from '../http/validate.ts'
import { exportTrail, listTrail } from '../services/trail.ts'

/** More deeds than there are. */
const MAX_DEEDS_CHARACTERS = 6_000

const filter = {
  from: Instant.optional(),
  to: Instant.optional(),
  action: z
    .string()
    .max(60)
    .regex(/^[a-z_]+(\.[a-z_]+)?$/)
    .optional(),
  entityId: Id.optional(),
  actorId: Id.optional(),
  /** Why it is looked into, where the works council wants to know. */
  reason: line(300).optional(),
  search: line(80).optional(),
  deeds: z
    .string()
    .max(MAX_DEEDS_CHARACTERS)
    .regex(/^[a-z_.,]+$/)
    .transform((text) => text.split(','))
    .optional()
    .meta({ description: 'Actions that a search finds as well, separated by commas' }),
}
const TrailQuery = z.strictObject({
  ...filter,
  sort: z.enum(TRAIL_ORDERS).default('-at'),
  cursor: z.string().max(200).optional(),
  limit: Limit,
})
const TrailCursor = z.tuple([z.string(), z.int()])

export const auditRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('audit.read'), query(TrailQuery), async (c) => {
      const { cursor, sort, ...wish } = c.req.valid('query')
      const after = decodeCursor(TrailCursor, cursor)
      const page = await listTrail(c.var.deps, c.var.actor, {
        ...wish,
        order: sort,
        after: after ? { action: after[0], id: after[1] } : undefined,
      })
      const { nextCursor } = page
      return c.json({
        items: page.items,
        nextCursor: nextCursor && encodeCursor([nextCursor.action, nextCursor.id]),
      })
    })
    .get('/export', may('audit.read'), query(z.strictObject(filter)), async (c) => {
      const table = await exportTrail(c.var.deps, c.var.actor, c.req.valid('query'))
      return c.body(...csvFile('myp-audit', table))
    })
