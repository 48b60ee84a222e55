import { and, asc, eq, getTableColumns, gt, gte, inArray, lt, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ApprovalReason } from '../domain/booking-rules.ts'
import { JOB_ATTENTIONS, JOB_STATUSES, type JobStatus, LIVE_STATUSES } from '../domain/job-status.ts'
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
  /** The end that was booked, once the machine went on working beyond it. */
  overrunSince: integer(),
  /** Why a trainer has to look at it; kept after the decision. */
  approvalReasons: text({ mode: 'json' }).$type<ApprovalReason[]>(),
  decisionText: text(),
  /** Whom it is offered to. */
  transferTo: text(),
})
export type JobRow = typeof jobs.$inferSelect
export type NewJobRow = typeof jobs.$inferInsert
export type JobWithPerson = JobRow & { displayName: string }

export const withPerson = { ...getTableColumns(jobs), displayName: users.displayName }

/**
 * No job is longer (a trigger says so): what reaches into a stretch of time began at most this long
 * before it, so that an index on the start is enough to find it.
 */
export const MAX_JOB_MS = 31 * 86_400_000

/** Written out, not bound: SQLite uses a partial index only where it can read the condition. */
export const isOneOf = (statuses: readonly JobStatus[]): SQL =>
  sql`${jobs.status} in (${sql.raw(statuses.map((status) => `'${status}'`).join(', '))})`
export const isLive = isOneOf(LIVE_STATUSES)

/** Begins before the end of the window and may reach into it. */
export const mayReachInto = (window: Window): SQL | undefined =>
  and(gt(jobs.startsAt, window.startsAt - MAX_JOB_MS), lt(jobs.startsAt, window.endsAt))

/** Refused by the trigger `slot_taken` when a live job overlaps. */
export const insertJob = (db: Database, job: NewJobRow) => db.insert(jobs).values(job)

export const findJob = (db: Database, id: string): Promise<JobWithPerson | undefined> =>
  selectJob(db, id).get()

/** The same for a batch: a list of one or none. */
export const selectJob = (db: Database, id: string) =>
  db.select(withPerson).from(jobs).innerJoin(users, eq(users.id, jobs.userId)).where(eq(jobs.id, id))

/** Live jobs that hold a part of the window, or of the buffer after it, on the printer. */
export const selectConflicts = (db: Database, printerId: string, window: Window, bufferMs: number) =>
  db
    .select(withPerson)
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .where(
      and(
        eq(jobs.printerId, printerId),
        isLive,
        gt(jobs.occupiedUntil, window.startsAt),
        lt(jobs.startsAt, window.endsAt + bufferMs),
      ),
    )
    .orderBy(asc(jobs.startsAt))

/** The live jobs of a person and all of theirs that reach into the window. */
export const selectOwnJobs = (db: Database, userId: string, window: Window) =>
  db
    .select({
      id: jobs.id,
      printerId: jobs.printerId,
      startsAt: jobs.startsAt,
      endsAt: jobs.endsAt,
      status: jobs.status,
    })
    .from(jobs)
    .where(and(eq(jobs.userId, userId), or(isLive, mayReachInto(window))))

/** The job that comes next on the printer, and holds its slot. */
export const selectNextLive = (db: Database, printerId: string, from: number, exceptId: string) =>
  db
    .select({ startsAt: jobs.startsAt })
    .from(jobs)
    .where(and(eq(jobs.printerId, printerId), isLive, gt(jobs.occupiedUntil, from), ne(jobs.id, exceptId)))
    .orderBy(asc(jobs.startsAt))
    .limit(1)

/** Jobs of a series that can still be cancelled, from a start on. */
export const selectSeriesJobs = (db: Database, seriesId: string, from: number) =>
  db
    .select(withPerson)
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .where(and(eq(jobs.seriesId, seriesId), gte(jobs.startsAt, from)))
    .orderBy(asc(jobs.startsAt))

/** What is taken on any printer within the window, by start. */
export const selectOccupancy = (db: Database, window: Window) =>
  db
    .select({
      id: jobs.id,
      printerId: jobs.printerId,
      startsAt: jobs.startsAt,
      occupiedUntil: jobs.occupiedUntil,
    })
    .from(jobs)
    .where(and(isLive, gt(jobs.occupiedUntil, window.startsAt), lt(jobs.startsAt, window.endsAt)))
    .orderBy(asc(jobs.startsAt))

/** Live jobs that begin by then, by start: what holds power, whose end has yet to be acted upon, who is next. */
export const selectPowerJobs = (db: Database, until: number) =>
  db
    .select()
    .from(jobs)
    .where(and(isLive, lte(jobs.startsAt, until)))
    .orderBy(asc(jobs.startsAt))

/**
 * One guarded update: changes the job only while it is in one of the given states, and of the given
 * version where one is given.
 * Returns D1's result; `meta.changes` is 0 when somebody was faster.
 */
export const updateJob = (
  db: Database,
  id: string,
  from: readonly JobStatus[],
  change: Partial<Omit<NewJobRow, 'id'>>,
  version?: number,
) =>
  db
    .update(jobs)
    .set({ ...change, version: sql`${jobs.version} + 1` })
    .where(
      and(
        eq(jobs.id, id),
        inArray(jobs.status, [...from]),
        version === undefined ? undefined : eq(jobs.version, version),
      ),
    )

/** Sets or clears the attention mark of a live job, only where it differs. */
export const markJob = (db: Database, id: string, attention: JobRow['attention']) =>
  db
    .update(jobs)
    .set({ attention })
    .where(and(eq(jobs.id, id), isLive, sql`${jobs.attention} is not ${attention}`))

/** Load has shown that the holder is there; the first sign counts. */
export const checkInJob = (db: Database, id: string, at: number) =>
  db
    .update(jobs)
    .set({ checkedInAt: at })
    .where(and(eq(jobs.id, id), isLive, sql`${jobs.checkedInAt} is null`))
