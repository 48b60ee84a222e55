import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { POWER_INCIDENT_KINDS } from '../domain/incident-causes.ts'
import type { Database } from './database.ts'

/** What people report and what is looked for now and then, beside what the power pass finds. */
export const INCIDENT_KINDS = [
  ...POWER_INCIDENT_KINDS,
  'fault_report',
  'print_failed',
  'maintenance_due',
  'plug_test_failed',
] as const
export type IncidentKind = (typeof INCIDENT_KINDS)[number]

export const incidents = sqliteTable('incidents', {
  id: text().primaryKey(),
  kind: text({ enum: INCIDENT_KINDS }).notNull(),
  severity: text({ enum: ['info', 'warning', 'critical'] }).notNull(),
  cause: text().notNull(),
  printerId: text(),
  plugId: text(),
  jobId: text(),
  details: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  openedAt: integer().notNull(),
  /** The cause is gone. */
  closedAt: integer(),
  closedBy: text(),
  /** A person has dealt with it. */
  resolvedAt: integer(),
  resolvedBy: text(),
  resolution: text(),
  claimedAt: integer(),
  claimedBy: text(),
})
export type Incident = typeof incidents.$inferSelect
export type NewIncident = Omit<
  Incident,
  'closedAt' | 'closedBy' | 'resolvedAt' | 'resolvedBy' | 'resolution' | 'claimedAt' | 'claimedBy'
>

/** Does nothing while an incident of the same cause is open. */
export const openIncident = (db: Database, incident: NewIncident) =>
  db.insert(incidents).values(incident).onConflictDoNothing()

/** Why a cause is gone, where nobody sees it by itself. */
export type IncidentEnd = 'plug_removed' | 'plug_replaced'

/** The cause is gone. */
export const closeIncident = (db: Database, cause: string, at: number, end?: IncidentEnd) =>
  db
    .update(incidents)
    .set({
      closedAt: at,
      ...(end && { details: sql`json_set(${incidents.details}, '$.end', ${end})` }),
    })
    .where(and(eq(incidents.cause, cause), isNull(incidents.closedAt)))

export const selectOpenIncidents = (db: Database) =>
  db.select().from(incidents).where(isNull(incidents.closedAt))

export const findIncident = (db: Database, id: string): Promise<Incident | undefined> =>
  db.select().from(incidents).where(eq(incidents.id, id)).get()

/** Open for people: its cause lasts, and nobody has dealt with it. */
export const isOpen = and(isNull(incidents.closedAt), isNull(incidents.resolvedAt))

export const countOpenIncidents = (db: Database) =>
  db
    .select({
      open: count(),
      critical: sql<number>`count(*) filter (where ${incidents.severity} = 'critical')`,
    })
    .from(incidents)
    .where(isOpen)

/** Once: what was dealt with keeps its first answer. What a person reported is over with it. */
export const resolveIncident = (
  db: Database,
  id: string,
  { at, by, resolution }: { at: number; by: string; resolution: string | null },
) =>
  db
    .update(incidents)
    .set({
      resolvedAt: at,
      resolvedBy: by,
      resolution,
      closedAt: sql`case when ${incidents.kind} = 'fault_report' then ifnull(${incidents.closedAt}, ${at}) else ${incidents.closedAt} end`,
    })
    .where(and(eq(incidents.id, id), isNull(incidents.resolvedAt)))

/** "It was me": the first who says so. */
export const claimIncident = (db: Database, id: string, { at, by }: { at: number; by: string }) =>
  db
    .update(incidents)
    .set({ claimedAt: at, claimedBy: by })
    .where(and(eq(incidents.id, id), inArray(incidents.kind, ['unbooked_use']), isNull(incidents.claimedAt)))
