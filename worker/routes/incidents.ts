import { Hono } from 'hono'
import * as z from 'zod'
import { INCIDENT_ORDERS } from '../domain/incident-order.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { Resolution } from '../http/decision-schemas.ts'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { Id, IdParam, Limit, line } from '../http/schemas.ts'
import { optionalBody, params, query } from '../http/validate.ts'
import { claim, listIncidents, resolve } from '../services/incidents.ts'

const IncidentQuery = z.strictObject({
  open: z.enum(['true', 'false']).optional(),
  printerId: Id.optional(),
  search: line(80).optional(),
  sort: z.enum(INCIDENT_ORDERS).default('-openedAt'),
  cursor: z.string().max(200).optional(),
  limit: Limit,
})
const IncidentCursor = z.tuple([z.int(), z.int(), Id])

export const incidentRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('incident.read'), query(IncidentQuery), async (c) => {
      const { deps, actor, language } = c.var
      const { open, cursor, sort, ...filter } = c.req.valid('query')
      const after = decodeCursor(IncidentCursor, cursor)
      const { items, nextCursor } = await listIncidents(deps, actor, language, {
        ...filter,
        open: open === undefined ? undefined : open === 'true',
        order: sort,
        after: after ? { rank: after[0], openedAt: after[1], id: after[2] } : undefined,
      })
      return c.json({
        items,
        nextCursor: nextCursor && encodeCursor([nextCursor.rank, nextCursor.openedAt, nextCursor.id]),
      })
    })
    .post(
      '/:id/resolve',
      person('incident.resolve'),
      params(IdParam),
      optionalBody(Resolution),
      async (c) => {
        const { deps, person: actor, language } = c.var
        return c.json(await resolve(deps, actor, language, c.req.valid('param').id, c.req.valid('json')))
      },
    )
    .post('/:id/claim', person('incident.claim'), params(IdParam), async (c) => {
      const { deps, person: actor, language } = c.var
      return c.json(await claim(deps, actor, language, c.req.valid('param').id))
    })
