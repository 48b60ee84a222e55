import { and, asc, eq, gt, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { ENERGY_PURPOSES, ENERGY_QUALITIES, type EnergyEntry } from '../domain/energy.ts'
import type { Window } from '../domain/window.ts'
import type { Database } from './database.ts'
import { jobs } from './jobs.ts'

/** The ledger's rows, append-only: a stretch of a plug's time, a minute unless something was away. */
export const plugMinutes = sqliteTable('plug_minutes', {
  id: integer().primaryKey({ autoIncrement: true }),
  plugId: text().notNull(),
  printerId: text(),
  startsAt: integer().notNull(),
  endsAt: integer().notNull(),
  energyMwh: integer().notNull(),
  peakMw: integer(),
  quality: text({ enum: ENERGY_QUALITIES }).notNull(),
  purpose: text({ enum: ENERGY_PURPOSES }).notNull(),
  jobId: text(),
})
export type NewPlugMinute = EnergyEntry & { plugId: string; printerId: string | null }

/** All entries of a pass in one statement. */
export const insertPlugMinutes = (db: Database, entries: NewPlugMinute[]) =>
  db.insert(plugMinutes).select(sql`
    select null, value ->> 'plugId', value ->> 'printerId', value ->> 'startsAt', value ->> 'endsAt',
      value ->> 'energyMwh', value ->> 'peakMw', value ->> 'quality', value ->> 'purpose', value ->> 'jobId'
    from json_each(${JSON.stringify(entries)})`)

/** The newest stretches of every plug that reach beyond `since`, in order of time: what the load is judged by. */
export const selectRecentMinutes = (db: Database, plugIds: string[], since: number) =>
  db
    .select({
      plugId: plugMinutes.plugId,
      startsAt: plugMinutes.startsAt,
      endsAt: plugMinutes.endsAt,
      peakMw: plugMinutes.peakMw,
    })
    .from(plugMinutes)
    .where(
      and(
        sql`${plugMinutes.plugId} in (select value from json_each(${JSON.stringify(plugIds)}))`,
        gte(plugMinutes.startsAt, since),
      ),
    )
    .orderBy(asc(plugMinutes.startsAt))

export type MinuteFilter = Window & {
  plugId?: string | undefined
  printerId?: string | undefined
  /** Only what this person's jobs took. */
  userId?: string | undefined
  limit: number
}

export const selectMinutes = (
  db: Database,
  { startsAt, endsAt, plugId, printerId, userId, limit }: MinuteFilter,
) => {
  const conditions: (SQL | undefined)[] = [
    plugId === undefined ? undefined : eq(plugMinutes.plugId, plugId),
    printerId === undefined ? undefined : eq(plugMinutes.printerId, printerId),
    userId === undefined
      ? undefined
      : inArray(plugMinutes.jobId, db.select({ id: jobs.id }).from(jobs).where(eq(jobs.userId, userId))),
    gte(plugMinutes.startsAt, startsAt),
    lt(plugMinutes.startsAt, endsAt),
  ]
  return db
    .select()
    .from(plugMinutes)
    .where(and(...conditions))
    .orderBy(asc(plugMinutes.startsAt), asc(plugMinutes.id))
    .limit(limit)
}

/** The peaks of a plug within a window, watts: what a calibration looks at. */
export const selectPeaks = (db: Database, plugId: string, { startsAt, endsAt }: Window, limit: number) =>
  db
    .select({ peakMw: plugMinutes.peakMw })
    .from(plugMinutes)
    .where(
      and(
        eq(plugMinutes.plugId, plugId),
        gte(plugMinutes.startsAt, startsAt),
        lt(plugMinutes.startsAt, endsAt),
        gt(plugMinutes.peakMw, 0),
      ),
    )
    .limit(limit)
