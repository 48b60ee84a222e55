import { and, asc, desc, eq, gt, gte, lt, or, type SQL, sql } from 'drizzle-orm'
import type { TrailOrder } from '../domain/trail-order.ts'
import { type AuditEvent, auditEvents } from './audit-events.ts'
import { contains, isAmong } from './contains.ts'
import type { Database } from './database.ts'
import { users } from './users.ts'

/** The same deed on each of these entities, in one statement. */
export const insertAuditOfMany = (db: Database, entityIds: string[], event: AuditEvent) =>
  db.insert(auditEvents).select(sql`
    select null, ${event.at}, ${event.actorKind}, ${event.actorId}, ${event.action}, value,
      ${JSON.stringify(event.changes)}, ${event.address}, ${event.requestId}
    from json_each(${JSON.stringify(entityIds)})`)

/** Many deeds in one statement, whatever their number. */
export const insertAudits = (db: Database, events: AuditEvent[]) =>
  db.insert(auditEvents).select(sql`
    select null, value ->> 'at', value ->> 'actorKind', value ->> 'actorId', value ->> 'action',
      value ->> 'entityId', value -> 'changes', value ->> 'address', value ->> 'requestId'
    from json_each(${JSON.stringify(events)})`)

/** Records the event unless the same person did the same to the same for the same reason since then. */
export const insertAuditUnlessSince = (db: Database, event: AuditEvent, since: number) =>
  db.insert(auditEvents).select(sql`
    select null, ${event.at}, ${event.actorKind}, ${event.actorId}, ${event.action}, ${event.entityId},
      ${JSON.stringify(event.changes)}, ${event.address}, ${event.requestId}
    where not exists (
      select 1 from ${auditEvents} where entity_id = ${event.entityId} and actor_id = ${event.actorId}
        and action = ${event.action} and changes = ${JSON.stringify(event.changes)} and at > ${since})`)

/** What somebody did and what was done to them, newest first. */
export const selectTrailOf = (db: Database, userId: string, limit: number) =>
  db
    .select()
    .from(auditEvents)
    .where(or(eq(auditEvents.actorId, userId), eq(auditEvents.entityId, userId)))
    .orderBy(desc(auditEvents.id))
    .limit(limit)

/** One word of a search, and who and what is called so. */
export type TrailWord = { text: string; ids: string[] }

/** Where an event stands in a sorted list: what a page remembers of its last one. */
export type TrailPlace = { action: string; id: number }

export type TrailFilter = {
  from?: number | undefined
  to?: number | undefined
  /** A whole action ("job.cancel"), or an entity with all its verbs ("job"). */
  action?: string | undefined
  entityId?: string | undefined
  actorId?: string | undefined
  /** All of them must be found: in who did it, what it was done to, what changed, from where. */
  words: TrailWord[]
  /** What a search finds by the words for deeds, which are the portal's: these actions are in, whatever else. */
  deeds?: string[] | undefined
  order: TrailOrder
  after?: TrailPlace | undefined
  limit: number
}
export type TrailRow = { event: typeof auditEvents.$inferSelect; actorName: string | null }

const isAction = (action: string) =>
  action.includes('.')
    ? eq(auditEvents.action, action)
    : // Half-open, so that the index serves it: "." is followed by "/".
      and(gte(auditEvents.action, `${action}.`), lt(auditEvents.action, `${action}/`))

const hasWord = ({ text, ids }: TrailWord) =>
  or(
    isAmong(auditEvents.actorId, ids),
    isAmong(auditEvents.entityId, ids),
    contains(auditEvents.action, text),
    contains(auditEvents.changes, text),
    contains(auditEvents.address, text),
  )

const isFound = ({ words, deeds = [] }: TrailFilter) =>
  words.length === 0 ? undefined : or(and(...words.map(hasWord)), isAmong(auditEvents.action, deeds))

const orders = {
  '-at': [desc(auditEvents.id)],
  at: [asc(auditEvents.id)],
  action: [asc(auditEvents.action), desc(auditEvents.id)],
  '-action': [desc(auditEvents.action), desc(auditEvents.id)],
} as const satisfies Record<TrailOrder, SQL[]>

const isBeyond = (order: TrailOrder, { action, id }: TrailPlace) => {
  if (order === '-at') return lt(auditEvents.id, id)
  if (order === 'at') return gt(auditEvents.id, id)
  const further = order === 'action' ? gt : lt
  return or(further(auditEvents.action, action), and(eq(auditEvents.action, action), lt(auditEvents.id, id)))
}

/** A page of the trail. */
export const selectTrail = (db: Database, filter: TrailFilter): Promise<TrailRow[]> =>
  db
    .select({ event: auditEvents, actorName: users.displayName })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorId))
    .where(
      and(
        filter.from === undefined ? undefined : gte(auditEvents.at, filter.from),
        filter.to === undefined ? undefined : lt(auditEvents.at, filter.to),
        filter.action === undefined ? undefined : isAction(filter.action),
        filter.entityId === undefined ? undefined : eq(auditEvents.entityId, filter.entityId),
        filter.actorId === undefined ? undefined : eq(auditEvents.actorId, filter.actorId),
        isFound(filter),
        filter.after && isBeyond(filter.order, filter.after),
      ),
    )
    .orderBy(...orders[filter.order])
    .limit(filter.limit)
