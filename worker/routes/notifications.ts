import { Hono } from 'hono'
import * as z from 'zod'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { Id, IdParam, Limit, line } from '../http/schemas.ts'
import { params, query } from '../http/validate.ts'
import { listNotifications, readAllNotifications, readNotification } from '../services/notify.ts'

const NotificationQuery = z.strictObject({
  unread: z.stringbool().default(false),
  search: line(80).optional(),
  sort: z.enum(['-createdAt', 'createdAt']).default('-createdAt'),
  cursor: z.string().max(200).optional(),
  limit: Limit,
})
const Position = z.tuple([z.number().int(), Id])

export const notificationRoutes = () =>
  new Hono<AppEnv>()
    .get('/', person('notification.read'), query(NotificationQuery), async (c) => {
      const { unread, search, sort, limit, cursor } = c.req.valid('query')
      const after = decodeCursor(Position, cursor)
      const page = await listNotifications(c.var.deps, c.var.person, c.var.language, {
        unread,
        search,
        isOldestFirst: sort === 'createdAt',
        limit,
        after: after ? { createdAt: after[0], id: after[1] } : undefined,
      })
      const { nextCursor } = page
      return c.json({
        ...page,
        nextCursor: nextCursor && encodeCursor([nextCursor.createdAt, nextCursor.id]),
      })
    })
    .post('/read-all', person('notification.read'), async (c) => {
      await readAllNotifications(c.var.deps, c.var.person)
      return c.body(null, 204)
    })
    .post('/:id/read', person('notification.read'), params(IdParam), async (c) =>
      c.json(await readNotification(c.var.deps, c.var.person, c.var.language, c.req.valid('param').id)),
    )
