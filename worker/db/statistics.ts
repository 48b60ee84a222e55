import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { DayGrouping } from '../domain/groupings.ts'
import type { Database } from './database.ts'
import { usageDays, usageHours } from './usage.ts'

const COLUMN: Record<DayGrouping, SQLiteColumn> = {
  printer: usageDays.printerId,
  user: usageDays.userId,
  costCentre: usageDays.costCentreId,
  cohort: usageDays.cohortId,
  day: usageDays.day,
  week: usageDays.week,
  month: usageDays.month,
}

export type UsageFilter = {
  /** Local days, YYYY-MM-DD; `to` is not included. */
  from: string
  to: string
  /** Only this person's. */
  userId?: string | undefined
  printerId?: string | undefined
}

const SUMS = {
  jobs: sql<number>`ifnull(sum(${usageDays.jobs}), 0)`,
  noShows: sql<number>`ifnull(sum(${usageDays.noShows}), 0)`,
  cancels: sql<number>`ifnull(sum(${usageDays.cancels}), 0)`,
  lateCancels: sql<number>`ifnull(sum(${usageDays.lateCancels}), 0)`,
  overruns: sql<number>`ifnull(sum(${usageDays.overruns}), 0)`,
  waitingMs: sql<number>`ifnull(sum(${usageDays.waitingMs}), 0)`,
  bookedMs: sql<number>`ifnull(sum(${usageDays.bookedMs}), 0)`,
  usedMs: sql<number>`ifnull(sum(${usageDays.usedMs}), 0)`,
  openMs: sql<number>`ifnull(sum(${usageDays.openMs}), 0)`,
  jobMwh: sql<number>`ifnull(sum(${usageDays.jobMwh}), 0)`,
  standbyMwh: sql<number>`ifnull(sum(${usageDays.standbyMwh}), 0)`,
  unbookedMwh: sql<number>`ifnull(sum(${usageDays.unbookedMwh}), 0)`,
  coveredMs: sql<number>`ifnull(sum(${usageDays.coveredMs}), 0)`,
  measuredMs: sql<number>`ifnull(sum(${usageDays.measuredMs}), 0)`,
  energyMillicents: sql<number>`ifnull(sum(${usageDays.energyMillicents}), 0)`,
  machineMillicents: sql<number>`ifnull(sum(${usageDays.machineMillicents}), 0)`,
}
export type UsageSum = {
  [K in keyof typeof SUMS]: number
} & { first: string; second: string; people: number }

const within = (filter: UsageFilter): SQL | undefined =>
  and(
    gte(usageDays.day, filter.from),
    lt(usageDays.day, filter.to),
    filter.userId === undefined
      ? undefined
      : and(sql`${usageDays.userId} <> ''`, eq(usageDays.userId, filter.userId)),
    filter.printerId === undefined ? undefined : eq(usageDays.printerId, filter.printerId),
  )

/**
 * Sums by up to two groupings, in one statement. `people` is counted only where it is asked for, because telling
 * people apart costs as much as all the sums.
 */
export const selectUsage = (
  db: Database,
  [first, second]: readonly DayGrouping[],
  filter: UsageFilter,
  countsPeople: boolean,
) =>
  db
    .select({
      first: first ? sql<string>`${COLUMN[first]}` : sql<string>`''`,
      second: second ? sql<string>`${COLUMN[second]}` : sql<string>`''`,
      people: countsPeople ? sql<number>`count(distinct nullif(${usageDays.userId}, ''))` : sql<number>`0`,
      ...SUMS,
    })
    .from(usageDays)
    .where(within(filter))
    .groupBy(sql`1`, sql`2`)
    .orderBy(sql`1`, sql`2`)

/** Booked time by weekday and local hour, on one machine or over all. */
export const selectHeat = (db: Database, filter: UsageFilter) =>
  db
    .select({
      weekday: usageHours.weekday,
      hour: usageHours.hour,
      bookedMs: sql<number>`sum(${usageHours.bookedMs})`,
    })
    .from(usageHours)
    .where(
      and(
        gte(usageHours.day, filter.from),
        lt(usageHours.day, filter.to),
        filter.userId === undefined ? undefined : eq(usageHours.userId, filter.userId),
        filter.printerId === undefined ? undefined : eq(usageHours.printerId, filter.printerId),
      ),
    )
    .groupBy(usageHours.weekday, usageHours.hour)
    .orderBy(usageHours.weekday, usageHours.hour)

/** The names behind the ids of a grouping, of what is gone too. */
export const selectNames = (db: Database, grouping: DayGrouping, ids: string[]) => {
  const table = { printer: 'printers', user: 'users', costCentre: 'cost_centres', cohort: 'cohorts' } as const
  if (grouping === 'day' || grouping === 'week' || grouping === 'month') return Promise.resolve([])
  const name = grouping === 'user' ? 'display_name' : 'name'
  return db.all<{ id: string; name: string }>(sql`
    select id, ${sql.raw(name)} as name from ${sql.raw(table[grouping])}
    where id in (select value from json_each(${JSON.stringify(ids)}))`)
}
