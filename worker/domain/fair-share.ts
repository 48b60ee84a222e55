import type { BookingFacts, Violation } from './booking-rules.ts'
import { isLiveStatus, type JobStatus, LIVE_STATUSES } from './job-status.ts'
import { weeksOf, weeksOfAll } from './local-time.ts'
import type { BookingPolicy } from './policy.ts'
import { overlaps, type Window } from './window.ts'

const HOUR_MS = 3_600_000

type ShareFacts = Pick<BookingFacts, 'policy' | 'ownJobs' | 'timeZone'>

/** A job of the person whose share is measured. */
export type OwnJob = Window & { printerId: string; status: JobStatus }

/** What counts against the hours of a week: what was used or is still to be used. */
export const COUNTED_STATUSES = [...LIVE_STATUSES, 'finished'] as const satisfies JobStatus[]

/** Whether a policy limits what one person may have at all. */
export const hasShareLimits = (policy: BookingPolicy): boolean =>
  policy.maxOpenJobs !== null ||
  policy.maxOpenJobsOnPrinter !== null ||
  policy.maxHoursPerWeek !== null ||
  policy.maxHoursPerWeekOnPrinter !== null

const isLive = ({ status }: OwnJob): boolean => isLiveStatus(status)
const isCounted = ({ status }: OwnJob): boolean => (COUNTED_STATUSES as readonly JobStatus[]).includes(status)

/** How much of a window lies in another. */
export const sharedMs = (a: Window, b: Window): number =>
  Math.max(0, Math.min(a.endsAt, b.endsAt) - Math.max(a.startsAt, b.startsAt))

const bookedMs = (jobs: OwnJob[], week: Window): number =>
  jobs
    .filter((job) => isCounted(job) && overlaps(job, week))
    .reduce((sum, job) => sum + sharedMs(job, week), 0)

/** The open jobs and hours of a person that a booking would bring above the limits of the policy. */
export const brokenLimits = (
  wanted: Window & { printerId: string },
  { policy, ownJobs, timeZone }: ShareFacts,
  was?: Window,
): Violation[] => {
  if (!hasShareLimits(policy)) return []
  const weeks = weeksOf(wanted, timeZone)
  const violations: Violation[] = []
  const here = ownJobs.filter(({ printerId }) => printerId === wanted.printerId)
  const openLimit = (max: number | null, jobs: OwnJob[], code: Violation['code']) => {
    if (max !== null && was === undefined && jobs.filter(isLive).length + 1 > max)
      violations.push({ path: 'printerId', code, params: { max } })
  }
  const hoursLimit = (max: number | null, jobs: OwnJob[], code: Violation['code']) => {
    if (max === null) return
    for (const week of weeks) {
      const before = bookedMs(jobs, week) + (was ? sharedMs(was, week) : 0)
      const after = bookedMs(jobs, week) + sharedMs(wanted, week)
      // Who is above a limit that was lowered meanwhile may still shorten or move.
      if (after <= max * HOUR_MS || after <= before) continue
      const params = { max, hours: Math.round((after / HOUR_MS) * 10) / 10, weekAt: week.startsAt }
      violations.push({ path: 'endsAt', code, params })
    }
  }
  openLimit(policy.maxOpenJobs, ownJobs, 'too_many_open_jobs')
  openLimit(policy.maxOpenJobsOnPrinter, here, 'too_many_open_jobs_on_printer')
  hoursLimit(policy.maxHoursPerWeek, ownJobs, 'too_many_hours')
  hoursLimit(policy.maxHoursPerWeekOnPrinter, here, 'too_many_hours_on_printer')
  return violations
}

/** The same limits as numbers that the database can hold against what it has stored. */
export type ShareLimits = {
  openJobs: { printerId: string | null; max: number }[]
  weeks: { printerId: string | null; startsAt: number; endsAt: number; maxMs: number }[]
}

/** What the person may have at the most once these windows are stored; see `brokenLimits`. */
export const shareLimits = (
  printerId: string,
  { policy, ownJobs, timeZone }: ShareFacts,
  windows: Window[],
  was?: Window,
): ShareLimits => {
  if (!hasShareLimits(policy)) return { openJobs: [], weeks: [] }
  const weeks = weeksOfAll(windows, timeZone)
  const here = ownJobs.filter((job) => job.printerId === printerId)
  const openLimit = (max: number | null, on: string | null) =>
    max === null || was !== undefined ? [] : [{ printerId: on, max }]
  const hoursLimit = (max: number | null, on: string | null, jobs: OwnJob[]) =>
    max === null
      ? []
      : weeks.map(({ startsAt, endsAt }) => {
          const week = { startsAt, endsAt }
          const before = bookedMs(jobs, week) + (was ? sharedMs(was, week) : 0)
          return { printerId: on, startsAt, endsAt, maxMs: Math.max(max * HOUR_MS, was ? before : 0) }
        })
  return {
    openJobs: [...openLimit(policy.maxOpenJobs, null), ...openLimit(policy.maxOpenJobsOnPrinter, printerId)],
    weeks: [
      ...hoursLimit(policy.maxHoursPerWeek, null, ownJobs),
      ...hoursLimit(policy.maxHoursPerWeekOnPrinter, printerId, here),
    ],
  }
}
