import { and, asc, desc, eq, gt, gte, lt, or, sql } from 'drizzle-orm'
import { type AuditEvent, auditEvents } from './audit-events.ts'
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

export type TrailFilter = {
  from?: number | undefined
  to?: number | undefined
  /** A whole action ("job.cancel"), or an entity with all its verbs ("job"). */
  action?: string | undefined
  entityId?: string | undefined
  actorId?: string | undefined
  isOldestFirst?: boolean | undefined
  /** Events beyond this one, in the order asked for. */
  after?: number | undefined
  limit: number
}
export type TrailRow = { event: typeof auditEvents.$inferSelect; actorName: string | null }

const isAction = (action: string) =>
  action.includes('.')
    ? eq(auditEvents.action, action)
    : // Half-open, so that the index serves it: "." is followed by "/".
      and(gte(auditEvents.action, `${action}.`), lt(auditEvents.action, `${action}/`))

/** The trail, newest first unless asked otherwise. */
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
        filter.after === undefined
          ? undefined
          : (filter.isOldestFirst ? gt : lt)(auditEvents.id, filter.after),
      ),
    )
    .orderBy((filter.isOldestFirst ? asc : desc)(auditEvents.id))
    .limit(filter.limit)
