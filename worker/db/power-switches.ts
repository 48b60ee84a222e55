import { and, desc, eq, getTableColumns, gt, isNull, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { isOneOf, jobs } from './jobs.ts'

/**
 * A switch by hand, until its end or the next one: a trainer's, or (`createdBy` null, `jobId` set) somebody's
 * who pressed the plug's own button during a job. That one ends with the job.
 */
export const powerOverrides = sqliteTable('power_overrides', {
  id: text().primaryKey(),
  printerId: text().notNull(),
  state: text({ enum: ['on', 'off'] }).notNull(),
  reason: text().notNull(),
  createdAt: integer().notNull(),
  createdBy: text(),
  jobId: text(),
  endsAt: integer().notNull(),
  endedAt: integer(),
})
export type PowerOverride = typeof powerOverrides.$inferSelect

/** Everything off, until released. */
export const emergencyStops = sqliteTable('emergency_stops', {
  id: text().primaryKey(),
  reason: text().notNull(),
  createdAt: integer().notNull(),
  createdBy: text().notNull(),
  releasedAt: integer(),
  releasedBy: text(),
})
export type EmergencyStop = typeof emergencyStops.$inferSelect

// Off beyond its end a job is over; what went on again by then is overrunning and nobody holds it.
const isInItsTime = isOneOf(['scheduled', 'running'])

/** The job's end as it is now: it may have been extended since, moved to another machine, or be over. */
const endsAt = sql<number>`iif(${powerOverrides.jobId} is null, ${powerOverrides.endsAt}, ${jobs.endsAt})`

/** What holds now, with its end. */
export const selectOverrides = (db: Database, now: number) =>
  db
    .select({ ...getTableColumns(powerOverrides), endsAt })
    .from(powerOverrides)
    .leftJoin(
      jobs,
      and(eq(jobs.id, powerOverrides.jobId), eq(jobs.printerId, powerOverrides.printerId), isInItsTime),
    )
    .where(and(isNull(powerOverrides.endedAt), gt(endsAt, now)))

/** Ends whatever was switched by hand on the printer, also what has run out. */
export const endOverride = (db: Database, printerId: string, at: number) =>
  db
    .update(powerOverrides)
    .set({ endedAt: at })
    .where(and(eq(powerOverrides.printerId, printerId), isNull(powerOverrides.endedAt)))

export const insertOverride = (db: Database, override: PowerOverride) =>
  db.insert(powerOverrides).values(override)

export const selectOpenStop = (db: Database) =>
  db
    .select()
    .from(emergencyStops)
    .where(isNull(emergencyStops.releasedAt))
    .orderBy(desc(emergencyStops.createdAt))

/** Does nothing while there is one already. */
export const insertStop = (db: Database, stop: EmergencyStop) =>
  db.insert(emergencyStops).values(stop).onConflictDoNothing()

export const releaseStop = (db: Database, at: number, by: string) =>
  db.update(emergencyStops).set({ releasedAt: at, releasedBy: by }).where(isNull(emergencyStops.releasedAt))
