import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

/** A trainer's switch by hand, until its end or the next one. */
export const powerOverrides = sqliteTable('power_overrides', {
  id: text().primaryKey(),
  printerId: text().notNull(),
  state: text({ enum: ['on', 'off'] }).notNull(),
  reason: text().notNull(),
  createdAt: integer().notNull(),
  createdBy: text().notNull(),
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

export const selectOverrides = (db: Database, now: number) =>
  db
    .select()
    .from(powerOverrides)
    .where(and(isNull(powerOverrides.endedAt), gt(powerOverrides.endsAt, now)))

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
