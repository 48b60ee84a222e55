import { type SQL, sql } from 'drizzle-orm'
import type { HeatGrouping } from '../domain/groupings.ts'
import type { Database } from './database.ts'
import { type UsageFilter, wholeMonths } from './statistics.ts'

/** `key`: the id or the day of what it is told apart by, or ''. */
export type HeatCell = { key: string; weekday: number; hour: number; bookedMs: number }

const NO_KEY = "''"
/** In `usage_hours`; a week is told by its Monday. */
const KEY: Record<HeatGrouping, string> = {
  printer: 'printer_id',
  user: 'user_id',
  day: 'day',
  week: "date(day, '-' || (weekday - 1) || ' days')",
  month: 'substr(day, 1, 7)',
}

/** Which sums by month hold what is asked for, and by which key; `null`: only the hours themselves do. */
const sumsFor = (groupBy: HeatGrouping | undefined, { userId, printerId }: UsageFilter) => {
  if (userId !== undefined || printerId !== undefined) return null
  if (groupBy === undefined) return { table: 'usage_heat', key: NO_KEY }
  if (groupBy === 'month') return { table: 'usage_heat', key: 'month' }
  return groupBy === 'printer' ? { table: 'usage_heat_machines', key: 'printer_id' } : null
}

/** Whether a question is answered from the hours of everybody themselves, which takes longer the longer the time is. */
export const asksAllHours = (groupBy: HeatGrouping | undefined, filter: UsageFilter): boolean =>
  filter.userId === undefined && filter.printerId === undefined && sumsFor(groupBy, filter) === null

/**
 * Booked time by weekday and local hour, and by what else is asked for, in one statement: whole months from their sums
 * where there are such, the days at both ends hour by hour.
 */
export const selectHeat = (db: Database, groupBy: HeatGrouping | undefined, filter: UsageFilter) => {
  const sums = sumsFor(groupBy, filter)
  const whole = sums ? wholeMonths(filter) : { from: filter.to, to: filter.to }
  const key = sql.raw(groupBy === undefined ? NO_KEY : KEY[groupBy])
  const hoursOf = (from: string, to: string): SQL => sql`
    select ${key} as key, weekday, hour, booked_ms from usage_hours where day >= ${from} and day < ${to}
      ${filter.userId === undefined ? sql`` : sql`and user_id = ${filter.userId}`}
      ${filter.printerId === undefined ? sql`` : sql`and printer_id = ${filter.printerId}`}`
  // The plus keeps the index by month out of it: read in the order of the key, nothing has to be sorted.
  const months = sums
    ? sql`union all select ${sql.raw(sums.key)}, weekday, hour, sum(booked_ms) from ${sql.raw(sums.table)}
        where +month >= ${whole.from.slice(0, 7)} and +month < ${whole.to.slice(0, 7)} group by 1, 2, 3`
    : sql``
  return db.all<HeatCell>(sql`
    select key, weekday, hour, sum(booked_ms) as "bookedMs" from (
      ${hoursOf(filter.from, whole.from)} ${months} union all ${hoursOf(whole.to, filter.to)})
    group by 1, 2, 3 order by 1, 2, 3`)
}
