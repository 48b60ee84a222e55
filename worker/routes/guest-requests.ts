import { Hono } from 'hono'
import * as z from 'zod'
import { GUEST_STATUSES } from '../domain/guest.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { Id, IdParam, Limit } from '../http/schemas.ts'
import { optionalBody, params, query } from '../http/validate.ts'
import { approveGuest, listGuestRequests, rejectGuest } from '../services/guest-requests.ts'

const GuestQuery = z.strictObject({
  status: z.enum(GUEST_STATUSES).optional(),
  cursor: z.string().max(200).optional(),
  limit: Limit,
})
const GuestCursor = z.tuple([z.number().int(), Id])
const Approval = z.strictObject({ minutes: z.number().int().min(15).max(1_440).optional() })

/** Guests who asked at a kiosk, for those who decide. */
export const guestRequestRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('guest.decide'), query(GuestQuery), async (c) => {
      const { status, limit, cursor } = c.req.valid('query')
      const after = decodeCursor(GuestCursor, cursor)
      const { items, nextCursor } = await listGuestRequests(c.var.deps, {
        status,
        limit,
        after: after ? { createdAt: after[0], id: after[1] } : undefined,
      })
      return c.json({ items, nextCursor: nextCursor && encodeCursor([nextCursor.createdAt, nextCursor.id]) })
    })
    .post('/:id/approve', person('guest.decide'), params(IdParam), optionalBody(Approval), async (c) =>
      c.json(await approveGuest(c.var.deps, c.var.person, c.req.valid('param').id, c.req.valid('json'))),
    )
    .post('/:id/reject', person('guest.decide'), params(IdParam), async (c) =>
      c.json(await rejectGuest(c.var.deps, c.var.person, c.req.valid('param').id)),
    )
