import { and, asc, eq, gte, lt, lte, max, or, type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { UsageEnergy, UsageHour, UsageRow } from '../domain/usage-day.ts'
import type { Window } from '../domain/window.ts'
import type { Database } from './database.ts'
import { jobs } from './jobs.ts'
import { printers } from './printers.ts'

/** Whose figures they are, and the figures, in the order of the tables. */
export const figureColumns = () => ({
  printerId: text().notNull(),
  userId: text().notNull(),
  costCentreId: text().notNull(),
  cohortId: text().notNull(),
  jobs: integer().notNull(),
  noShows: integer().notNull(),
  cancels: integer().notNull(),
  lateCancels: integer().notNull(),
  overruns: integer().notNull(),
  waitingMs: integer().notNull(),
  bookedMs: integer().notNull(),
  usedMs: integer().notNull(),
  openMs: integer().notNull(),
  jobMwh: integer().notNull(),
  standbyMwh: integer().notNull(),
  unbookedMwh: integer().notNull(),
  coveredMs: integer().notNull(),
  measuredMs: integer().notNull(),
  energyMillicents: integer().notNull(),
  machineMillicents: integer().notNull(),
})

/** All that happened on a local day on a machine for a person. */
export const usageDays = sqliteTable('usage_days', {
  day: text().notNull(),
  week: text().notNull(),
  month: text().notNull(),
  weekday: integer().notNull(),
  ...figureColumns(),
})

/** Booked time by local hour. */
export const usageHours = sqliteTable('usage_hours', {
  day: text().notNull(),
  weekday: integer().notNull(),
  hour: integer().notNull(),
  printerId: text().notNull(),
  userId: text().notNull(),
  bookedMs: integer().notNull(),
})

const usageStale = sqliteTable('usage_stale', {
  id: integer().primaryKey({ autoIncrement: true }),
  startsAt: integer().notNull(),
  endsAt: integer().notNull(),
})

/** Where the earliest stale stretch begins, within a stretch of time; and the newest mark there is. */
export const selectStale = (db: Database, { startsAt, endsAt }: Window) =>
  db
    .select({
      startsAt: sql<number | null>`min(max(${usageStale.startsAt}, ${startsAt}))`,
      newestId: max(usageStale.id),
    })
    .from(usageStale)
    .where(and(lt(usageStale.startsAt, endsAt), sql`${usageStale.endsAt} > ${startsAt}`))

/** A day has been added up: marks up to that id no longer hold for it. What reaches beyond it, stays for the rest. */
const freshen = (db: Database, { startsAt, endsAt }: Window, newestId: number) => {
  const old = lte(usageStale.id, newestId)
  const reachesIn = and(old, lt(usageStale.startsAt, endsAt), sql`${usageStale.endsAt} > ${startsAt}`)
  return [
    // On both sides of the day: the later part becomes a mark of its own.
    db.insert(usageStale).select(sql`
      select null, ${endsAt}, ends_at from usage_stale
      where id <= ${newestId} and starts_at < ${startsAt} and ends_at > ${endsAt}`),
    db
      .update(usageStale)
      .set({ endsAt: startsAt })
      .where(and(reachesIn, lt(usageStale.startsAt, startsAt))),
    db.delete(usageStale).where(and(old, gte(usageStale.startsAt, startsAt), lte(usageStale.endsAt, endsAt))),
    db
      .update(usageStale)
      .set({ startsAt: endsAt })
      .where(and(reachesIn, gte(usageStale.startsAt, startsAt))),
  ] as const
}

/** Puts a day's figures in the place of what was there, all or nothing. */
export const replaceDay = (
  db: Database,
  day: Window & { day: string },
  newestId: number,
  { rows, hours }: { rows: UsageRow[]; hours: UsageHour[] },
) =>
  [
    db.delete(usageDays).where(eq(usageDays.day, day.day)),
    db.delete(usageHours).where(eq(usageHours.day, day.day)),
    db.insert(usageDays).select(sql`
      select value ->> 'day', value ->> 'week', value ->> 'month', value ->> 'weekday', value ->> 'printerId',
        value ->> 'userId', value ->> 'costCentreId', value ->> 'cohortId', value ->> 'jobs', value ->> 'noShows',
        value ->> 'cancels', value ->> 'lateCancels', value ->> 'overruns', value ->> 'waitingMs',
        value ->> 'bookedMs', value ->> 'usedMs', value ->> 'openMs', value ->> 'jobMwh', value ->> 'standbyMwh',
        value ->> 'unbookedMwh', value ->> 'coveredMs', value ->> 'measuredMs', value ->> 'energyMillicents',
        value ->> 'machineMillicents'
      from json_each(${JSON.stringify(rows)})`),
    db.insert(usageHours).select(sql`
      select value ->> 'day', value ->> 'weekday', value ->> 'hour', value ->> 'printerId', value ->> 'userId',
        value ->> 'bookedMs'
      from json_each(${JSON.stringify(hours)})`),
    ...freshen(db, day, newestId),
  ] as const

/** What was open on a day when it was added up first: later opening hours don't change the past. */
export const selectOpenMs = (db: Database, day: string) =>
  db
    .select({ printerId: usageDays.printerId, openMs: usageDays.openMs })
    .from(usageDays)
    .where(and(eq(usageDays.day, day), eq(usageDays.userId, '')))

/** What the ledger holds of a stretch of time, by machine, hour and purpose. */
export const selectUsageEnergy = (db: Database, { startsAt, endsAt }: Window) =>
  db.all<UsageEnergy>(sql`
    select ifnull(printer_id, '') as "printerId", hour_at as "hourAt", purpose, nullif(job_id, '') as "jobId",
      sum(energy_mwh) as "energyMwh", sum(covered_ms) as "coveredMs", sum(measured_ms) as "measuredMs"
    from energy_hours where hour_at >= ${startsAt} and hour_at < ${endsAt}
    group by 1, 2, 3, 4`)

const LONGEST_JOB_MS = 31 * 86_400_000

/** Jobs that reach into a stretch of time, were used in it, or took energy in it. */
export const selectUsageJobs = (db: Database, { startsAt, endsAt }: Window, jobIds: string[]) => {
  const reachesIn: SQL | undefined = and(
    lt(jobs.startsAt, endsAt),
    // An overrun ends later than booked, and a finish later still.
    gte(jobs.startsAt, startsAt - 2 * LONGEST_JOB_MS),
    or(sql`${jobs.endsAt} > ${startsAt}`, sql`${jobs.finishedAt} > ${startsAt}`),
  )
  return db
    .select({
      id: jobs.id,
      printerId: jobs.printerId,
      printerKind: printers.kind,
      userId: jobs.userId,
      costCentreId: jobs.costCentreId,
      cohortId: sql<string | null>`(
        select m.cohort_id from cohort_memberships m
        where m.user_id = ${jobs.userId} and m.from_at <= ${jobs.startsAt}
          and (m.until_at is null or m.until_at > ${jobs.startsAt})
        order by m.from_at desc limit 1)`,
      status: jobs.status,
      startsAt: jobs.startsAt,
      endsAt: sql<number>`ifnull(${jobs.overrunSince}, ${jobs.endsAt})`,
      createdAt: jobs.createdAt,
      startedAt: jobs.startedAt,
      finishedAt: jobs.finishedAt,
      cancelledAt: sql<number | null>`case when ${jobs.status} = 'cancelled' then (
        select max(a.at) from audit_events a where a.entity_id = ${jobs.id} and a.action = 'job.cancel') end`,
      isOverrun: sql<boolean>`${jobs.overrunSince} is not null`.mapWith(Boolean),
    })
    .from(jobs)
    .innerJoin(printers, eq(printers.id, jobs.printerId))
    .where(or(reachesIn, sql`${jobs.id} in (select value from json_each(${JSON.stringify(jobIds)}))`))
    .orderBy(asc(jobs.startsAt))
}
