import { desc, eq, or, sql } from 'drizzle-orm'
import { type AuditEvent, auditEvents } from './audit-events.ts'
import type { Database } from './database.ts'

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

/** What somebody did and what was done to them, newest first. */
export const selectTrailOf = (db: Database, userId: string, limit: number) =>
  db
    .select()
    .from(auditEvents)
    .where(or(eq(auditEvents.actorId, userId), eq(auditEvents.entityId, userId)))
    .orderBy(desc(auditEvents.id))
    .limit(limit)
