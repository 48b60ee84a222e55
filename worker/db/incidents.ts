import { and, count, eq, isNull, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const incidents = sqliteTable('incidents', {
  id: text().primaryKey(),
  kind: text({ enum: ['plug_unreachable', 'bridge_unreachable'] }).notNull(),
  severity: text({ enum: ['info', 'warning', 'critical'] }).notNull(),
  cause: text().notNull(),
  printerId: text(),
  plugId: text(),
  jobId: text(),
  details: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  openedAt: integer().notNull(),
  closedAt: integer(),
  closedBy: text(),
})
export type Incident = typeof incidents.$inferSelect

/** Does nothing while an incident of the same cause is open. */
export const openIncident = (db: Database, incident: Incident) =>
  db.insert(incidents).values(incident).onConflictDoNothing()

export const closeIncident = (db: Database, cause: string, at: number) =>
  db
    .update(incidents)
    .set({ closedAt: at })
    .where(and(eq(incidents.cause, cause), isNull(incidents.closedAt)))

export const selectOpenIncidents = (db: Database) =>
  db.select().from(incidents).where(isNull(incidents.closedAt))

export const countOpenIncidents = (db: Database) =>
  db.select({ open: count() }).from(incidents).where(sql`${incidents.closedAt} is null`)
