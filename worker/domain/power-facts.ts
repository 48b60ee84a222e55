import type { ClockDoubt } from './clock-sanity.ts'
import type { JobAttention, JobStatus } from './job-status.ts'
import type { Load } from './load.ts'
import type { PowerPolicy } from './power-policy.ts'
import type { Window } from './window.ts'

/** A plug that has not answered for this long is an incident; the bridge calls it unknown after the same time. */
export const UNREACHABLE_AFTER_MS = 30_000
const MINUTE_MS = 60_000

export type PowerJob = Window & {
  id: string
  userId: string
  status: JobStatus
  attention: JobAttention | null
  bufferMs: number
  /** Somebody said, or load showed, that the holder is there. */
  checkedInAt: number | null
  /** The end that was booked, once the machine went on beyond it. */
  overrunSince: number | null
}

/** What was seen of a plug. Unknown is a reading of its own, never "off". */
export type Observed = { state: 'on' | 'off' } | { state: 'unknown'; since: number }

/** Why a plug is what it is. It is recorded, and tells the next pass what an unbooked load goes back to. */
export type Reason = {
  kind: 'none' | 'job' | 'winding_down' | 'override' | 'unbooked' | 'emergency'
  jobId: string | null
  since: number
}

/** Everything known of one printer when its power is decided. */
export type PowerFacts = {
  /** Live jobs, by start: those that may hold power, and the next one. */
  jobs: PowerJob[]
  observed: Observed
  load: Load
  policy: PowerPolicy
  inService: boolean
  /** What a person switched by hand and holds now: a trainer here, or for a job (`jobId`) somebody at the plug. */
  override: { state: 'on' | 'off'; createdAt: number; endsAt: number; jobId: string | null } | null
  /** Since when everything must be off. */
  emergencySince: number | null
  clockDoubt: ClockDoubt | null
  /** What the pass before recorded. */
  before: Reason | null
}

/** The longest warming up, and the minute until the next pass. */
const SOON_MS = 61 * MINUTE_MS

/** Whether a job that begins then may want power before the next pass would see it. */
export const isPowerSoon = (startsAt: number, now: number): boolean => startsAt <= now + SOON_MS

/** From when on a job is entitled to power. */
export const powerStartsAt = (job: Window, policy: PowerPolicy): number =>
  job.startsAt - policy.warmUpMinutes * MINUTE_MS

export const isUnderWay = ({ status }: PowerJob): boolean => status === 'running' || status === 'overrunning'
/** The job that went beyond its end and may still be at work. */
export const overdueJob = (jobs: PowerJob[], now: number): PowerJob | undefined =>
  jobs.find((job) => isUnderWay(job) && job.endsAt <= now)

/** When the system, or else a trainer, ends an overrun. */
export const overrunEndsAt = (job: PowerJob, policy: PowerPolicy): number =>
  (job.overrunSince ?? job.endsAt) + policy.maxOverrunMinutes * MINUTE_MS

/** Whether the job's time is really over: an overrun that may be cut, a machine that is cut at its end. */
export const mustEnd = (job: PowerJob, policy: PowerPolicy, now: number): boolean => {
  const isOver = job.status === 'overrunning' || job.endsAt <= now
  if (!isOver) return false
  return policy.endPolicy === 'cut' || (policy.cutsAtMaxOverrun && overrunEndsAt(job, policy) <= now)
}
