import { and, asc, desc, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm'
import { isLiveStatus, type JobStatus, LIVE_STATUSES } from '../domain/job-status.ts'
import type { Window } from '../domain/window.ts'
import { contains, isAmong } from './contains.ts'
import type { Database } from './database.ts'
import { isLive, isOneOf, jobs, MAX_JOB_MS, mayReachInto, withPerson } from './jobs.ts'
import { users } from './users.ts'

/** What the board shows: live jobs and those of the window, by start. */
export const selectBoardJobs = (db: Database, window: Window) =>
  db
    .select(withPerson)
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .where(and(mayReachInto(window), gt(jobs.endsAt, window.startsAt)))
    .orderBy(asc(jobs.startsAt), asc(jobs.id))

/** What a calendar shows of a person or a printer, by start. */
export const selectCalendarJobs = (
  db: Database,
  of: { userId: string } | { printerId: string },
  window: Window,
  limit: number,
) =>
  db
    .select(withPerson)
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .where(
      and(
        'userId' in of ? eq(jobs.userId, of.userId) : eq(jobs.printerId, of.printerId),
        mayReachInto(window),
        isOneOf([...LIVE_STATUSES, 'finished']),
      ),
    )
    .orderBy(asc(jobs.startsAt))
    .limit(limit)

export type JobFilter = {
  from?: number | undefined
  to?: number | undefined
  printerId?: string | undefined
  userId?: string | undefined
  status?: JobStatus[] | undefined
  transferTo?: string | undefined
  seriesId?: string | undefined
  /** All of them must be found: in the title, or in the name of the printer. */
  words?: { text: string; ids: string[] }[] | undefined
  order: 'asc' | 'desc'
  after?: { startsAt: number; id: string } | undefined
  limit: number
}

/** A page of jobs by start; `from` and `to` keep those that overlap the window. */
export const selectJobs = (db: Database, filter: JobFilter) => {
  const [beyond, direction] = filter.order === 'asc' ? (['>', asc] as const) : (['<', desc] as const)
  const conditions: (SQL | undefined)[] = [
    filter.from === undefined
      ? undefined
      : and(gt(jobs.startsAt, filter.from - MAX_JOB_MS), gt(jobs.endsAt, filter.from)),
    filter.to === undefined ? undefined : lt(jobs.startsAt, filter.to),
    filter.printerId === undefined ? undefined : eq(jobs.printerId, filter.printerId),
    filter.userId === undefined ? undefined : eq(jobs.userId, filter.userId),
    filter.status === undefined ? undefined : isOneOf(filter.status),
    filter.status?.every(isLiveStatus) ? isLive : undefined,
    filter.transferTo === undefined ? undefined : eq(jobs.transferTo, filter.transferTo),
    filter.seriesId === undefined ? undefined : eq(jobs.seriesId, filter.seriesId),
    ...(filter.words ?? []).map(({ text, ids }) =>
      or(contains(jobs.title, text), isAmong(jobs.printerId, ids)),
    ),
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
