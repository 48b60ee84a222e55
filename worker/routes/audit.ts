import { Hono } from 'hono'
import * as z from 'zod'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { Id, Instant, Limit, line } from '../http/schemas.ts'
import { query } from '../http/validate.ts'
import { exportTrail, listTrail } from '../services/trail.ts'

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
}
const TrailQuery = z.strictObject({
  ...filter,
  sort: z.enum(['-at', 'at']).default('-at'),
  cursor: z.string().max(60).optional(),
  limit: Limit,
})
const TrailCursor = z.tuple([z.int()])

export const auditRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('audit.read'), query(TrailQuery), async (c) => {
      const { cursor, sort, ...wish } = c.req.valid('query')
      const page = await listTrail(c.var.deps, c.var.actor, {
        ...wish,
        isOldestFirst: sort === 'at',
        after: decodeCursor(TrailCursor, cursor)?.[0],
      })
      return c.json({ items: page.items, nextCursor: page.nextCursor && encodeCursor([page.nextCursor]) })
    })
    .get('/export', may('audit.read'), query(z.strictObject(filter)), async (c) => {
      const table = await exportTrail(c.var.deps, c.var.actor, c.req.valid('query'))
      return c.body(table, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="myp-audit.csv"',
      })
    })
