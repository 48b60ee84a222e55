import { desc, gt, type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const auditEvents = sqliteTable('audit_events', {
  id: integer().primaryKey({ autoIncrement: true }),
  at: integer().notNull(),
  actorKind: text({ enum: ['user', 'kiosk', 'system'] }).notNull(),
  actorId: text(),
  action: text().notNull(),
  entityId: text(),
  changes: text({ mode: 'json' }).$type<Changes>().notNull(),
  address: text(),
  requestId: text(),
})

/** Changed fields with their value before and after. */
export type Changes = Record<string, [before: unknown, after: unknown]>
export type AuditEvent = Omit<typeof auditEvents.$inferSelect, 'id'>

export const insertAudit = (db: Database, event: AuditEvent) => db.insert(auditEvents).values(event)

/**
 * Records the event only if the statement before it in the same batch changed a row, so that a
 * guarded update that lost its race leaves no trace of something that did not happen.
 */
export const insertAuditIfChanged = (db: Database, event: AuditEvent) =>
  db.insert(auditEvents).select(sql`
    select null, ${event.at}, ${event.actorKind}, ${event.actorId}, ${event.action}, ${event.entityId},
      ${JSON.stringify(event.changes)}, ${event.address}, ${event.requestId}
    where changes() > 0`)

/** When the newest event happened, of those an admin has not called a mistake of the clock. */
export const selectNewestAudit = (db: Database, trustedFromId: SQL) =>
  db
    .select({ at: auditEvents.at })
    .from(auditEvents)
    .where(gt(auditEvents.id, trustedFromId))
    .orderBy(desc(auditEvents.at))
    .limit(1)
