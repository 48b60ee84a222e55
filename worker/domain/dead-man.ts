import { overrunEndsAt, type PowerFacts, type PowerJob, type Reason } from './power-facts.ts'
import type { PowerPolicy } from './power-policy.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A plug's countdown reaches no further. */
const MAX_MS = 24 * HOUR_MS
/** After the last moment at which power could be meant: clocks differ, and a pass may be late. */
export const MARGIN_MS = 10 * MINUTE_MS
/** What still works is not to be cut while we are here to see it: re-armed before less than this is left. */
const WATCHED_MS = 30 * MINUTE_MS
const WATCHED_AHEAD_MS = 60 * MINUTE_MS
const TOLERANCE_MS = 60_000

/** What the plug has of it: `offInMs` from now, or nothing. */
export type Armed = { state: 'armed'; offInMs: number } | { state: 'none' | 'failed' }

const endOf = (job: PowerJob, policy: PowerPolicy): number =>
  policy.endPolicy === 'cut' ? job.endsAt : Math.max(overrunEndsAt(job, policy), job.endsAt)

/** The last moment at which the machine may be meant to have power. `null`: it is not ours to say. */
const lastMomentAt = (facts: PowerFacts, reason: Reason, now: number): number | null => {
  const { jobs, policy, override } = facts
  const byHandUntil = override?.state === 'on' ? override.endsAt : now
  switch (reason.kind) {
    case 'job': {
      const job = jobs.find(({ id }) => id === reason.jobId)
      if (!job) return byHandUntil
      // Adjacent jobs hand over without an off, so the countdown must not come in between.
      const end = endOf(job, policy)
      const next = jobs.find(({ startsAt }) => startsAt >= job.endsAt && startsAt <= end + MARGIN_MS)
      return Math.max(byHandUntil, end, next ? endOf(next, policy) : end)
    }
    case 'override':
      return override?.state === 'on' ? override.endsAt : null
    case 'winding_down':
      return now
    case 'none':
    case 'unbooked':
    case 'emergency':
      return null
  }
}

/**
 * Seconds after which the plug should switch itself off if everything else dies, or `null` when its
 * countdown is right as it is: it is changed only when the end moved, and early enough when the end lies
 * beyond what a countdown can hold. While a machine works beyond its time, and nobody cuts it, the
 * countdown is kept ahead of it.
 */
export const deadManSeconds = (
  facts: PowerFacts,
  reason: Reason,
  armed: Armed,
  now: number,
): { seconds: number; isRight: boolean } | null => {
  const lastAt = lastMomentAt(facts, reason, now)
  if (lastAt === null) return null
  const job = facts.jobs.find(({ id }) => id === reason.jobId)
  const isCutByUs = facts.policy.endPolicy === 'cut' || facts.policy.cutsAtMaxOverrun
  const isOver =
    reason.kind === 'winding_down' || (job !== undefined && job.endsAt <= now) || job?.overrunSince
  const isWatched = Boolean(isOver) && !(isCutByUs && reason.kind === 'job')
  const offInMs = Math.min(
    MAX_MS,
    Math.max(lastAt + MARGIN_MS - now, isWatched ? WATCHED_AHEAD_MS : MARGIN_MS),
  )
  return { seconds: Math.ceil(offInMs / 1000), isRight: isRight(armed, offInMs, isWatched) }
}

const isRight = (armed: Armed, offInMs: number, isWatched: boolean): boolean => {
  switch (armed.state) {
    case 'none':
      return false
    // The bridge tries again by itself.
    case 'failed':
      return true
    case 'armed': {
      // One that is left of a longer job would leave the machine on for hours.
      if (isWatched) return armed.offInMs >= WATCHED_MS && armed.offInMs <= offInMs + TOLERANCE_MS
      // At the limit the wish moves on with every minute; half a day ahead is far enough.
      if (offInMs >= MAX_MS) return armed.offInMs >= MAX_MS / 2
      return Math.abs(armed.offInMs - offInMs) <= TOLERANCE_MS
    }
  }
}
