import { and, asc, desc, eq, getTableColumns, gt, inArray, lt, lte, type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import {
  JOB_ATTENTIONS,
  JOB_STATUSES,
  type JobStatus,
  LIVE_STATUSES,
  POWERED_STATUSES,
} from '../domain/job-status.ts'
import type { Window } from '../domain/window.ts'
import type { Database } from './database.ts'
import { users } from './users.ts'

export const jobs = sqliteTable('jobs', {
  id: text().primaryKey(),
  printerId: text().notNull(),
  userId: text().notNull(),
  title: text().notNull(),
  note: text(),
  startsAt: integer().notNull(),
  endsAt: integer().notNull(),
  bufferMs: integer().notNull(),
  occupiedUntil: integer().notNull().generatedAlwaysAs(sql`ends_at + buffer_ms`, { mode: 'stored' }),
  status: text({ enum: JOB_STATUSES }).notNull(),
  attention: text({ enum: JOB_ATTENTIONS }),
  version: integer().notNull(),
  seriesId: text(),
  costCentreId: text(),
  createdAt: integer().notNull(),
  createdBy: text().notNull(),
  startedAt: integer(),
  finishedAt: integer(),
  /** When the person was seen to be there: a check-in, or load at the plug. */
  checkedInAt: integer(),
})
export type JobRow = typeof jobs.$inferSelect
export type NewJobRow = typeof jobs.$inferInsert
export type JobWithPerson = JobRow & { displayName: string }

const withPerson = { ...getTableColumns(jobs), displayName: users.displayName }

/** Refused by the trigger `slot_taken` when a live job overlaps. */
export const insertJob = (db: Database, job: NewJobRow) => db.insert(jobs).values(job)

export const findJob = (db: Database, id: string): Promise<JobWithPerson | undefined> =>
  db.select(withPerson).from(jobs).innerJoin(users, eq(users.id, jobs.userId)).where(eq(jobs.id, id)).get()

/** Live jobs that hold a part of the window on the printer. */
export const selectConflicts = (db: Database, printerId: string, window: Window) =>
  db
    .select(withPerson)
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .where(
      and(
        eq(jobs.printerId, printerId),
        inArray(jobs.status, [...LIVE_STATUSES]),
        gt(jobs.occupiedUntil, window.startsAt),
        lt(jobs.startsAt, window.endsAt),
      ),
    )
    .orderBy(asc(jobs.startsAt))

/** What is taken on any printer within the window, by start. */
export const selectOccupancy = (db: Database, window: Window) =>
  db
    .select({ printerId: jobs.printerId, startsAt: jobs.startsAt, occupiedUntil: jobs.occupiedUntil })
    .from(jobs)
    .where(
      and(
        inArray(jobs.status, [...LIVE_STATUSES]),
        gt(jobs.occupiedUntil, window.startsAt),
        lt(jobs.startsAt, window.endsAt),
      ),
    )
    .orderBy(asc(jobs.startsAt))

/** Jobs that may hold power now, or whose end has yet to be acted upon. */
export const selectDueJobs = (db: Database, now: number) =>
  db
    .select()
    .from(jobs)
    .where(and(inArray(jobs.status, [...POWERED_STATUSES]), lte(jobs.startsAt, now)))

/** What the board shows: live jobs and those of the window, by start. */
export const selectBoardJobs = (db: Database, window: Window) =>
  db
    .select(withPerson)
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .where(and(lt(jobs.startsAt, window.endsAt), gt(jobs.endsAt, window.startsAt)))
    .orderBy(asc(jobs.startsAt), asc(jobs.id))

export type JobFilter = {
  from?: number | undefined
  to?: number | undefined
  printerId?: string | undefined
  userId?: string | undefined
  status?: JobStatus[] | undefined
  order: 'asc' | 'desc'
  after?: { startsAt: number; id: string } | undefined
  limit: number
}

/** A page of jobs by start; `from` and `to` keep those that overlap the window. */
export const selectJobs = (db: Database, filter: JobFilter) => {
  const [beyond, direction] = filter.order === 'asc' ? (['>', asc] as const) : (['<', desc] as const)
  const conditions: (SQL | undefined)[] = [
    filter.from === undefined ? undefined : gt(jobs.endsAt, filter.from),
    filter.to === undefined ? undefined : lt(jobs.startsAt, filter.to),
    filter.printerId === undefined ? undefined : eq(jobs.printerId, filter.printerId),
    filter.userId === undefined ? undefined : eq(jobs.userId, filter.userId),
    filter.status === undefined ? undefined : inArray(jobs.status, filter.status),
    filter.after === undefined
      ? undefined
      : sql`(${jobs.startsAt}, ${jobs.id}) ${sql.raw(beyond)} (${filter.after.startsAt}, ${filter.after.id})`,
  ]
  return db
    .select(withPerson)
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .where(and(...conditions))
    .orderBy(direction(jobs.startsAt), direction(jobs.id))
    .limit(filter.limit)
}

/**
 * One guarded update: changes the job only while it is in one of the given states.
 * Returns D1's result; `meta.changes` is 0 when somebody was faster.
 */
export const updateJob = (
  db: Database,
  id: string,
  from: readonly JobStatus[],
  change: Partial<Omit<NewJobRow, 'id'>>,
) =>
  db
    .update(jobs)
    .set({ ...change, version: sql`${jobs.version} + 1` })
    .where(and(eq(jobs.id, id), inArray(jobs.status, [...from])))

/** Sets or clears the attention mark of a live job, only where it differs. */
export const markJob = (db: Database, id: string, attention: JobRow['attention']) =>
  db
    .update(jobs)
    .set({ attention })
    .where(
      and(
        eq(jobs.id, id),
        inArray(jobs.status, [...LIVE_STATUSES]),
        sql`${jobs.attention} is not ${attention}`,
      ),
    )
