import type { ClockDoubt } from './clock-sanity.ts'
import type { JobAttention, JobStatus } from './job-status.ts'
import type { Load } from './load.ts'
import type { PowerPolicy } from './power-policy.ts'
import { covers, type Window } from './window.ts'

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
  /** A trainer's switch by hand that holds now. */
  override: { state: 'on' | 'off'; createdAt: number; endsAt: number } | null
  /** Since when everything must be off. */
  emergencySince: number | null
  clockDoubt: ClockDoubt | null
  /** What the pass before recorded. */
  before: Reason | null
}

export type PowerDecision = {
  wanted: 'on' | 'off' | 'as_it_is'
  /** Finishes the sentence "the plug was …". */
  because:
    | 'held on for a job'
    | 'held on by hand'
    | 'held off by hand'
    | 'held off in an emergency'
    | 'kept on, the machine still works'
    | 'kept on, the machine cools down'
    | 'kept on, nobody knows what the machine does'
    | 'kept on for now, somebody uses it without a job'
    | 'kept off, no job'
    | 'switched off, no job'
    | 'switched off, the overrun was too long'
    | 'left alone, it can not be seen'
    | 'left alone, the clock is in doubt'
  reason: Reason
}

/** The longest warming up, and the minute until the next pass. */
const SOON_MS = 61 * MINUTE_MS

/** Whether a job that begins then may want power before the next pass would see it. */
export const isPowerSoon = (startsAt: number, now: number): boolean => startsAt <= now + SOON_MS

/** From when on a job is entitled to power. */
export const powerStartsAt = (job: Window, policy: PowerPolicy): number =>
  job.startsAt - policy.warmUpMinutes * MINUTE_MS

const isUnderWay = ({ status }: PowerJob): boolean => status === 'running' || status === 'overrunning'
const isEntitled = (job: PowerJob, { policy, inService }: PowerFacts, now: number): boolean =>
  covers({ startsAt: powerStartsAt(job, policy), endsAt: job.endsAt }, now) &&
  // A machine out of service keeps the power it has, but nothing new begins.
  (isUnderWay(job) || (job.status === 'scheduled' && inService))

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

const reasonOf = (facts: PowerFacts, kind: Reason['kind'], jobId: string | null, since: number): Reason =>
  facts.before?.kind === kind && facts.before.jobId === jobId ? facts.before : { kind, jobId, since }

/** Off at the end of a use: at once, or when the machine is seen to be idle and has cooled down. */
const windDown = (facts: PowerFacts, reason: Reason, now: number): PowerDecision => {
  const { observed, load, policy } = facts
  if (observed.state === 'off')
    return { wanted: 'off', because: 'kept off, no job', reason: none(facts, now) }
  if (policy.endPolicy === 'cut') return { wanted: 'off', because: 'switched off, no job', reason }
  // Told off unseen, it could cut what has begun since: it is told when it is back.
  if (observed.state === 'unknown')
    return { wanted: 'as_it_is', because: 'left alone, it can not be seen', reason }
  switch (load.state) {
    case 'unsure':
      return { wanted: 'as_it_is', because: 'kept on, nobody knows what the machine does', reason }
    case 'busy':
      return { wanted: 'as_it_is', because: 'kept on, the machine still works', reason }
    case 'idle': {
      const isCool = now - (load.quietSince ?? now) >= policy.coolDownMinutes * MINUTE_MS
      return isCool
        ? { wanted: 'off', because: 'switched off, no job', reason }
        : { wanted: 'as_it_is', because: 'kept on, the machine cools down', reason }
    }
  }
}

const none = (facts: PowerFacts, now: number): Reason => reasonOf(facts, 'none', null, now)

const withoutJob = (facts: PowerFacts, now: number): PowerDecision => {
  const { observed, before, policy } = facts
  switch (before?.kind) {
    case 'job':
    case 'winding_down':
      return windDown(facts, reasonOf(facts, 'winding_down', before.jobId, now), now)
    case 'override':
    case 'emergency':
      return windDown(facts, reasonOf(facts, 'winding_down', null, now), now)
    case 'none':
    case 'unbooked':
    case undefined: {
      if (observed.state === 'off')
        return { wanted: 'off', because: 'kept off, no job', reason: none(facts, now) }
      if (observed.state === 'unknown') {
        const reason = before ?? none(facts, now)
        return { wanted: 'as_it_is', because: 'left alone, it can not be seen', reason }
      }
      const reason = reasonOf(facts, 'unbooked', null, now)
      const isOverdue = now - reason.since >= policy.unbookedMinutes * MINUTE_MS
      // How a machine's end is policed says nothing of a use nobody planned: only an idle one goes off.
      return isOverdue
        ? windDown({ ...facts, policy: { ...policy, endPolicy: 'wait_until_idle' } }, reason, now)
        : { wanted: 'as_it_is', because: 'kept on for now, somebody uses it without a job', reason }
    }
  }
}

const decide = (facts: PowerFacts, now: number): PowerDecision => {
  const { jobs, policy, load, observed, override, emergencySince } = facts
  if (emergencySince !== null) {
    const reason = reasonOf(facts, 'emergency', null, emergencySince)
    return { wanted: 'off', because: 'held off in an emergency', reason }
  }
  if (override) {
    const reason = reasonOf(facts, 'override', null, override.createdAt)
    return override.state === 'on'
      ? { wanted: 'on', because: 'held on by hand', reason }
      : { wanted: 'off', because: 'held off by hand', reason }
  }
  const overdue = overdueJob(jobs, now)
  const entitled = jobs.find((job) => isEntitled(job, facts, now) && !mustEnd(job, policy, now))
  if (entitled) {
    // Until the one before is idle the power is still its own, so that its energy is too.
    const isHeldUp = overdue !== undefined && load.state !== 'idle' && !mustEnd(overdue, policy, now)
    const holder = isHeldUp && entitled.checkedInAt === null ? overdue : entitled
    const since = holder === overdue ? now : Math.min(now, powerStartsAt(entitled, policy))
    return {
      wanted: 'on',
      because: 'held on for a job',
      reason: reasonOf(facts, 'job', holder.id, since),
    }
  }
  if (!overdue) {
    const cut = jobs.find((job) => isUnderWay(job) && mustEnd(job, policy, now))
    if (!cut) return withoutJob(facts, now)
    return tooLong(facts, cut, now)
  }
  if (mustEnd(overdue, policy, now) && policy.endPolicy === 'wait_until_idle' && load.state !== 'idle')
    return tooLong(facts, overdue, now)
  const isAtWork = load.state !== 'idle' && policy.endPolicy === 'wait_until_idle' && observed.state !== 'off'
  const kind = isAtWork ? 'job' : 'winding_down'
  return windDown(facts, reasonOf(facts, kind, overdue.id, now), now)
}

const tooLong = (facts: PowerFacts, job: PowerJob, now: number): PowerDecision => ({
  wanted: 'off',
  because: 'switched off, the overrun was too long',
  reason: reasonOf(facts, 'winding_down', job.id, now),
})

/**
 * What a plug should be, and why. Keeps nothing: the same facts give the same answer. Where the clock is in
 * doubt nothing goes off by time; a person's word still counts.
 */
export const decidePower = (facts: PowerFacts, now: number): PowerDecision => {
  const decision = decide(facts, now)
  const isByHand = facts.emergencySince !== null || facts.override !== null
  if (facts.clockDoubt === null || isByHand || decision.wanted !== 'off' || facts.observed.state === 'off')
    return decision
  const reason = facts.before ?? none(facts, now)
  return { wanted: 'as_it_is', because: 'left alone, the clock is in doubt', reason }
}

/** Desired against observed. An unknown plug is commanded again in each pass, so that it follows when it returns. */
export const commandFor = ({ wanted }: PowerDecision, observed: Observed): 'on' | 'off' | 'none' =>
  wanted === 'as_it_is' || wanted === observed.state ? 'none' : wanted
