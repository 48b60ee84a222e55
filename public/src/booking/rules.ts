import {
  type BookingFacts,
  type Closure,
  type Violation,
  violatedRules,
} from '../../../worker/domain/booking-rules.ts'
import type { OwnJob } from '../../../worker/domain/fair-share.ts'
import { useClosures } from '../api/closures.ts'
import { useOwnShare } from '../api/plan.ts'
import { usePrinters } from '../api/printers.ts'
import type { Job } from '../api/shapes.ts'
import { useTimeZone } from '../api/site.ts'
import type { Window } from './draft.ts'

const dayMs = 86_400_000

export type Judged = {
  printerId: string
  window: Window
  now: number
  /** The job that is changed; missing for a new one. */
  job?: Job | undefined
  /** Somebody else's share of the week is not known here: the server judges it. */
  isOwn: boolean
}

const windowOfJob = (job: Job): Window => ({
  startsAt: Date.parse(job.startsAt),
  endsAt: Date.parse(job.endsAt),
})

/** What counts of the holder's other jobs. */
const share = (jobs: Job[], except: Job | undefined): OwnJob[] =>
  jobs
    .filter(({ id }) => id !== except?.id)
    .map((job) => ({ ...windowOfJob(job), printerId: job.printerId, status: job.status }))

/**
 * Judges a wished time by the server's own rules, before it is asked: the same code, with policy, closures
 * and one's own jobs as last heard. The server has the last word. `frame` (epoch ms) is where closures are
 * looked up; nothing is judged until all of it is known.
 */
export function useRules(frame: Window, now: number) {
  const timeZone = useTimeZone()
  const printers = usePrinters().data
  const closures = useClosures(frame.startsAt, frame.endsAt).data?.items
  const own = useOwnShare(now).data?.items

  const closuresOf = (printerId: string): Closure[] =>
    (closures ?? [])
      .filter((closure) => closure.printerId === null || closure.printerId === printerId)
      .flatMap(({ windows, reason }) =>
        windows.map(({ startsAt, endsAt }) => ({
          startsAt: Date.parse(startsAt),
          endsAt: Date.parse(endsAt),
          reason,
        })),
      )
  const policyOf = (printerId: string) => printers?.find(({ id }) => id === printerId)?.policy

  const judge = ({ printerId, window, now: at, job, isOwn }: Judged): Violation[] => {
    const printer = printers?.find(({ id }) => id === printerId)
    if (!printer || !own || !closures) return []
    const facts: BookingFacts = {
      printerId,
      policy: printer.policy,
      serviceState: printer.serviceState,
      closures: closuresOf(printerId),
      // Who has been instructed in what is judged by the server.
      qualifications: [],
      ownJobs: isOwn ? share(own, job) : [],
      timeZone,
    }
    const was = job && job.printerId === printerId ? windowOfJob(job) : undefined
    const found = violatedRules(window, facts, at, was)
    // On another machine the count of open jobs stays what it was.
    return job ? found.filter(({ code }) => code !== 'too_many_open_jobs') : found
  }
  return { judge, policyOf, closuresOf }
}

/** Where closures matter to a window: whole days around it, so that the question stays the same while it moves. */
export const daysAround = ({ startsAt, endsAt }: Window): Window => ({
  startsAt: Math.floor(startsAt / dayMs) * dayMs - dayMs,
  endsAt: Math.ceil(endsAt / dayMs) * dayMs + dayMs,
})
