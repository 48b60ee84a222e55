import { type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { figureColumns, usageDays } from './usage.ts'

const LAYERS = ['machine_month', 'people_month', 'site_day'] as const
export type Layer = (typeof LAYERS)[number]

/** Sums of `usage_days` that leave out what a question does not ask for. Written here only. */
const usageSums = sqliteTable('usage_sums', {
  layer: text({ enum: LAYERS }).notNull(),
  day: text().notNull(),
  week: text().notNull(),
  month: text().notNull(),
  ...figureColumns(),
})
const usageHeat = sqliteTable('usage_heat', {
  month: text().notNull(),
  weekday: integer().notNull(),
  hour: integer().notNull(),
  bookedMs: integer().notNull(),
})

const usageHeatMachines = sqliteTable('usage_heat_machines', {
  month: text().notNull(),
  printerId: text().notNull(),
  weekday: integer().notNull(),
  hour: integer().notNull(),
  bookedMs: integer().notNull(),
})

/** The figures that are summed, in the order of the tables. */
export const SUMMED = [
  'jobs',
  'no_shows',
  'cancels',
  'late_cancels',
  'overruns',
  'waiting_ms',
  'booked_ms',
  'used_ms',
  'open_ms',
  'job_mwh',
  'standby_mwh',
  'unbooked_mwh',
  'covered_ms',
  'measured_ms',
  'energy_millicents',
  'machine_millicents',
] as const

const SUMS = sql.raw(SUMMED.map((column) => `sum(${column})`).join(', '))
/** What a layer keeps apart; the rest is ''. */
const KEYS: Record<Layer, SQL> = {
  machine_month: sql.raw("month || '-01', '', month, printer_id, '', '', ''"),
  people_month: sql.raw("month || '-01', '', month, '', user_id, cost_centre_id, cohort_id"),
  site_day: sql.raw("day, week, month, '', '', '', ''"),
}
const GROUPS: Record<Layer, SQL> = {
  machine_month: sql.raw('month, printer_id'),
  people_month: sql.raw('month, user_id, cost_centre_id, cohort_id'),
  site_day: sql.raw('day, week, month'),
}

const sumUp = (db: Database, layer: Layer, isMeant: SQL) =>
  db
    .insert(usageSums)
    .select(
      sql`select ${layer}, ${KEYS[layer]}, ${SUMS} from ${usageDays} where ${isMeant} group by ${GROUPS[layer]}`,
    )

/** Sums a day and its month up again, after the day was replaced in the same batch. */
export const sumUpAgain = (db: Database, { day, month }: { day: string; month: string }) => {
  const inMonth = sql`day >= ${`${month}-01`} and day <= ${`${month}-31`}`
  return [
    db.delete(usageSums).where(sql`layer <> 'site_day' and day = ${`${month}-01`}`),
    db.delete(usageSums).where(sql`layer = 'site_day' and day = ${day}`),
    sumUp(db, 'machine_month', inMonth),
    sumUp(db, 'people_month', inMonth),
    sumUp(db, 'site_day', sql`day = ${day}`),
    db.delete(usageHeat).where(sql`month = ${month}`),
    db
      .insert(usageHeat)
      .select(
        sql`select ${month}, weekday, hour, sum(booked_ms) from usage_hours where ${inMonth} group by weekday, hour`,
      ),
    db.delete(usageHeatMachines).where(sql`month = ${month}`),
    db
      .insert(usageHeatMachines)
      .select(
        sql`select ${month}, printer_id, weekday, hour, sum(booked_ms) from usage_hours where ${inMonth} group by 2, 3, 4`,
      ),
  ] as const
}
