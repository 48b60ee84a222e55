import {
  isUnderWay,
  mustEnd,
  type Observed,
  overdueJob,
  type PowerFacts,
  type PowerJob,
  powerStartsAt,
  type Reason,
} from './power-facts.ts'
import { covers } from './window.ts'

const MINUTE_MS = 60_000

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

const isEntitled = (job: PowerJob, { policy, inService }: PowerFacts, now: number): boolean =>
  covers({ startsAt: powerStartsAt(job, policy), endsAt: job.endsAt }, now) &&
  // A machine out of service keeps the power it has, but nothing new begins.
  (isUnderWay(job) || (job.status === 'scheduled' && inService))

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
  const { override, emergencySince } = facts
  if (emergencySince !== null) {
    const reason = reasonOf(facts, 'emergency', null, emergencySince)
    return { wanted: 'off', because: 'held off in an emergency', reason }
  }
  if (override?.state === 'off') {
    const reason = reasonOf(facts, 'override', override.jobId, override.createdAt)
    return { wanted: 'off', because: 'held off by hand', reason }
  }
  const byJobs = followJobs(facts, now)
  if (!override) return byJobs
  // On by hand keeps what is on; while a job is at work its energy and its countdown stay the job's.
  if (byJobs.reason.kind === 'job') return { ...byJobs, wanted: 'on' }
  const reason = reasonOf(facts, 'override', null, override.createdAt)
  return { wanted: 'on', because: 'held on by hand', reason }
}

const followJobs = (facts: PowerFacts, now: number): PowerDecision => {
  const { jobs, policy, load, observed } = facts
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
