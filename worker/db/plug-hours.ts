import { and, asc, eq, gt, gte, inArray, lt, lte, ne, type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { ENERGY_PURPOSES } from '../domain/energy.ts'
import type { Window } from '../domain/window.ts'
import type { Database } from './database.ts'
import { jobs } from './jobs.ts'
import { plugMinutes } from './plug-minutes.ts'

/** `jobId` is '' where there is none. */
const hourColumns = {
  plugId: text().notNull(),
  printerId: text(),
  hourAt: integer().notNull(),
  purpose: text({ enum: ENERGY_PURPOSES }).notNull(),
  jobId: text().notNull(),
  energyMwh: integer().notNull(),
  peakMw: integer(),
  coveredMs: integer().notNull(),
  measuredMs: integer().notNull(),
  missingMs: integer().notNull(),
}
/** Kept for ever: the minutes summed by hour, purpose and job. */
const plugHours = sqliteTable('plug_hours', hourColumns)

/** One row: minutes up to this id are in the hours. */
const ledgerMarks = sqliteTable('ledger_marks', {
  id: integer().primaryKey(),
  rolledId: integer().notNull(),
})

const HOUR_MS = 3_600_000

/** What the minutes say that are not in the hours yet, in the hours' shape. */
const SUMS = sql`
  select plug_id, max(printer_id) as printer_id, starts_at - starts_at % ${sql.raw(String(HOUR_MS))} as hour_at, purpose,
    ifnull(job_id, '') as job_id, sum(energy_mwh) as energy_mwh, max(peak_mw) as peak_mw,
    sum(ends_at - starts_at) as covered_ms,
    sum(case when quality = 'measured' then ends_at - starts_at else 0 end) as measured_ms,
    sum(case when quality = 'missing' then ends_at - starts_at else 0 end) as missing_ms
  from plug_minutes`
const PER_HOUR = sql.raw("group by plug_id, hour_at, purpose, ifnull(job_id, '')")

/** The id of the newest minute that ended by `before` and is not in the hours, if there is one. */
export const selectRollableId = (db: Database, before: number) =>
  db
    .select({ newestId: sql<number | null>`max(${plugMinutes.id})` })
    .from(plugMinutes)
    .where(
      and(gt(plugMinutes.id, sql`(select rolled_id from ledger_marks)`), lte(plugMinutes.endsAt, before)),
    )

/**
 * Adds the minutes up to that id to their hours and moves the mark: both or neither, in one batch. Minutes that
 * began later but have smaller ids go along; what joins its hour later is added to it.
 */
export const rollUp = (db: Database, newestId: number) =>
  [
    db.insert(plugHours).select(sql`
      ${SUMS} where id > (select rolled_id from ledger_marks) and id <= ${newestId} ${PER_HOUR}
      on conflict do update set
        energy_mwh = energy_mwh + excluded.energy_mwh,
        peak_mw = max(ifnull(peak_mw, excluded.peak_mw), ifnull(excluded.peak_mw, peak_mw)),
        covered_ms = covered_ms + excluded.covered_ms,
        measured_ms = measured_ms + excluded.measured_ms,
        missing_ms = missing_ms + excluded.missing_ms`),
    db.update(ledgerMarks).set({ rolledId: newestId }),
  ] as const

/** Takes rolled minutes that ended before; the hours keep their energy. Looks at the `limit` oldest ones only. */
export const deleteRolledMinutes = (db: Database, before: number, limit: number) =>
  db.delete(plugMinutes).where(
    sql`id in (select id from
      (select id, ends_at from plug_minutes
        where id <= (select rolled_id from ledger_marks) order by id limit ${limit})
      where ends_at <= ${before})`,
  )

/** The hours, together with what is still in minutes: a view. */
const energyHours = sqliteTable('energy_hours', hourColumns)

const sums = {
  hourAt: energyHours.hourAt,
  purpose: energyHours.purpose,
  energyMwh: sql<number>`sum(${energyHours.energyMwh})`,
  peakMw: sql<number | null>`max(${energyHours.peakMw})`,
  coveredMs: sql<number>`sum(${energyHours.coveredMs})`,
  measuredMs: sql<number>`sum(${energyHours.measuredMs})`,
}

export type HourFilter = Window & {
  plugId?: string | undefined
  printerId?: string | undefined
  /** Only what this person's jobs took. */
  userId?: string | undefined
}

/** Energy by hour and purpose, over all plugs or one. */
export const selectHourSums = (db: Database, { startsAt, endsAt, plugId, printerId, userId }: HourFilter) => {
  const conditions: (SQL | undefined)[] = [
    gte(energyHours.hourAt, startsAt),
    lt(energyHours.hourAt, endsAt),
    plugId === undefined ? undefined : eq(energyHours.plugId, plugId),
    printerId === undefined ? undefined : eq(energyHours.printerId, printerId),
    userId === undefined
      ? undefined
      : inArray(energyHours.jobId, db.select({ id: jobs.id }).from(jobs).where(eq(jobs.userId, userId))),
  ]
  return db
    .select(sums)
    .from(energyHours)
    .where(and(...conditions))
    .groupBy(energyHours.hourAt, energyHours.purpose)
    .orderBy(asc(energyHours.hourAt))
}

/** What a job took, by hour. */
export const selectHoursOfJob = (db: Database, jobId: string) =>
  db
    .select(sums)
    .from(energyHours)
    // The second condition is what lets the partial index be used.
    .where(and(eq(energyHours.jobId, jobId), ne(energyHours.jobId, '')))
    .groupBy(energyHours.hourAt, energyHours.purpose)
    .orderBy(asc(energyHours.hourAt))
