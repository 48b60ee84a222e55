import type { Load } from './load.ts'
import {
  mustEnd,
  type Observed,
  overdueJob,
  type PowerFacts,
  type PowerJob,
  powerStartsAt,
} from './power-facts.ts'
import type { PowerPolicy } from './power-policy.ts'
import { covers } from './window.ts'

const MINUTE_MS = 60_000
/** An overrunning job holds its machine so far ahead, so that nobody books what is still in use. */
const EXTENSION_MS = 15 * MINUTE_MS
/** It is extended again when less than this is left. */
const EXTEND_BELOW_MS = 5 * MINUTE_MS
/** The next person hears of a delay so long before the start. */
const TELL_AHEAD_MS = 15 * MINUTE_MS

export type JobStep =
  | { step: 'run' | 'finish' | 'miss' | 'wait_for_plug' | 'delay' | 'on_time' | 'check_in'; job: PowerJob }
  /** `endsAt`: how far the job holds the machine from now on. */
  | { step: 'overrun' | 'extend'; job: PowerJob; endsAt: number }

/** What was found after the command. `watts`: the load now, `null` where nobody knows. */
export type StepFacts = Pick<
  PowerFacts,
  'jobs' | 'policy' | 'load' | 'inService' | 'override' | 'emergencySince' | 'clockDoubt'
> & { observed: Observed; watts: number | null; hasPlug: boolean }

/** As far as the next job leaves room, its own buffer kept; never shorter than it was. */
const extendedEnd = (job: PowerJob, jobs: PowerJob[], now: number): number => {
  const next = jobs.find(({ id, startsAt }) => id !== job.id && startsAt >= job.endsAt)
  const limit = next ? next.startsAt - job.bufferMs : Number.POSITIVE_INFINITY
  const wished = Math.ceil((now + EXTENSION_MS) / MINUTE_MS) * MINUTE_MS
  return Math.max(job.endsAt, Math.min(limit, wished))
}

const isQuiet = (load: Load, observed: Observed): boolean =>
  observed.state === 'off' || (observed.state === 'on' && load.state === 'idle')

/** Quiet, but not for long enough to call it idle: a minute later it is known, so nobody is alarmed. */
const isSettling = ({ load, observed }: StepFacts): boolean =>
  observed.state === 'on' && load.state === 'busy' && load.quietSince !== null

/** A job whose machine was on, or may have been. */
const stepUnderWay = (job: PowerJob, facts: StepFacts, now: number): JobStep[] => {
  const isOver = job.status === 'overrunning' || job.endsAt <= now
  if (!isOver) return checkIn(job, facts)
  const isTaken = facts.jobs.some(
    (next) => next.id !== job.id && next.checkedInAt !== null && covers(next, now) && job.endsAt <= now,
  )
  const isFreed = !facts.hasPlug || isTaken || mustEnd(job, facts.policy, now)
  if (isFreed || isQuiet(facts.load, facts.observed)) return [{ step: 'finish', job }]
  if (job.status === 'running' && isSettling(facts)) return []
  if (job.status === 'running')
    return [{ step: 'overrun', job, endsAt: extendedEnd(job, facts.jobs, now) }, ...checkIn(job, facts)]
  const endsAt = extendedEnd(job, facts.jobs, now)
  return job.endsAt - now < EXTEND_BELOW_MS && endsAt > job.endsAt ? [{ step: 'extend', job, endsAt }] : []
}

/** Load shows that the holder is there. */
const checkIn = (job: PowerJob, { watts, policy }: StepFacts): JobStep[] =>
  job.checkedInAt === null && watts !== null && watts >= policy.busyWatts ? [{ step: 'check_in', job }] : []

const stepScheduled = (job: PowerJob, facts: StepFacts, ends: Set<string>, now: number): JobStep[] => {
  if (job.endsAt <= now) return [{ step: 'miss', job }]
  const ahead = facts.jobs.find(
    ({ id, status, endsAt }) => status === 'overrunning' && endsAt <= job.startsAt && !ends.has(id),
  )
  const overdue = overdueJob(facts.jobs, now)
  const isHeldUp = ahead !== undefined || (overdue !== undefined && !ends.has(overdue.id))
  if (!covers(job, now)) {
    if (job.startsAt > now + TELL_AHEAD_MS) return []
    // The job ahead was extended up to this one: from there on it is in the way.
    const isTouched = ahead !== undefined && job.startsAt - ahead.endsAt <= ahead.bufferMs + MINUTE_MS
    return mark(job, isTouched ? 'delayed' : null)
  }
  if (overdue?.status === 'running' && isSettling(facts)) return []
  const isHeldBack = facts.emergencySince !== null || !facts.inService || facts.override?.state === 'off'
  if (isHeldUp || isHeldBack) return mark(job, 'delayed')
  return facts.observed.state === 'on' ? [{ step: 'run', job }] : mark(job, 'plug_unreachable')
}

/** Says it once: what is marked already stays as it is, and other people's marks are left alone. */
const mark = (job: PowerJob, attention: 'delayed' | 'plug_unreachable' | null): JobStep[] => {
  if (job.attention === attention) return []
  switch (attention) {
    case 'delayed':
      return [{ step: 'delay', job }]
    case 'plug_unreachable':
      return [{ step: 'wait_for_plug', job }]
    case null:
      return job.attention === 'delayed' ? [{ step: 'on_time', job }] : []
  }
}

/**
 * How jobs move on, given what was seen after the command. A job runs only when its plug was seen on, and
 * not before the one ahead of it is done. While the clock is in doubt time ends nothing.
 */
export const nextSteps = (facts: StepFacts, now: number): JobStep[] => {
  const underWay = facts.jobs.filter(({ status }) => status === 'running' || status === 'overrunning')
  const ended = facts.clockDoubt ? [] : underWay.flatMap((job) => stepUnderWay(job, facts, now))
  const ends = new Set(ended.filter(({ step }) => step === 'finish').map(({ job }) => job.id))
  const scheduled = facts.jobs
    .filter(({ status }) => status === 'scheduled')
    .flatMap((job) => stepScheduled(job, facts, ends, now))
  return [...ended, ...scheduled.filter(({ step }) => !facts.clockDoubt || step === 'run')]
}

/**
 * When the next pass is needed at the latest for these jobs: at the second a job begins or ends. `undefined`
 * when nothing of that kind lies ahead.
 */
export const nextDueAt = (
  jobs: PowerJob[],
  policy: PowerPolicy,
  override: { endsAt: number } | null,
  now: number,
): number | undefined => {
  const times = jobs.flatMap((job) => [powerStartsAt(job, policy), job.startsAt, job.endsAt])
  if (override) times.push(override.endsAt)
  const ahead = times.filter((at) => at > now)
  return ahead.length > 0 ? Math.min(...ahead) : undefined
}
