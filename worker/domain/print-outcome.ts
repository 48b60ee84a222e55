import type { PhaseStretch } from './power-signature.ts'
import type { Window } from './window.ts'

const MINUTE_MS = 60_000
/** Shorter work was a test of the machine, no print that could have failed. */
const MIN_WORK_MS = 3 * MINUTE_MS
/** A pause or a change of filament is shorter. */
const MIN_QUIET_MS = 10 * MINUTE_MS
/** With less time left nobody gains anything from being told. */
const MIN_LEFT_MS = 30 * MINUTE_MS
/** Less than this part of what people use of a booking is a print that broke off. */
const FAILED_BELOW = 0.5
/** Of a booking so much is used where nothing is known of the person's habit. */
export const USUAL_SHARE = 0.75
const SURE_FROM = 0.8

export type Outcome = {
  verdict: 'going_on' | 'probably_failed' | 'unsure'
  workedMs: number
  /** Since when the machine stands by or cools; `null`: it does not. */
  quietSince: number | null
  confidence: number
}

const isWork = ({ phase }: PhaseStretch): boolean => phase === 'printing' || phase === 'heat_up'
const lengthOf = ({ startsAt, endsAt }: Window): number => endsAt - startsAt

/**
 * Whether a print broke off: the machine has worked, has been quiet for ten minutes, and worked for less than
 * half of what is usually used of such a booking. A machine that somebody switched off is their business.
 *
 * @param stretches what the machine did since the job began
 * @param usualShare 0–1, how much of a booking is used as a rule
 */
export const judgeOutcome = (
  stretches: PhaseStretch[],
  job: Window,
  usualShare: number,
  now: number,
): Outcome => {
  const own = stretches.filter(({ endsAt }) => endsAt > job.startsAt)
  const lastWork = own.findLastIndex(isWork)
  // What can't be named between two stretches of work was work too: rather too much than a false alarm.
  const workedMs = own
    .slice(lastWork < 0 ? own.length : own.findIndex(isWork), lastWork + 1)
    .filter(({ phase }) => phase !== 'standby' && phase !== 'off')
    .reduce((sum, { startsAt, endsAt }) => sum + endsAt - Math.max(startsAt, job.startsAt), 0)
  const tail = own.slice(lastWork + 1)
  const quiet = tail.filter(({ phase }) => phase === 'standby' || phase === 'cooling')
  const quietMs = quiet.reduce((sum, stretch) => sum + lengthOf(stretch), 0)
  const quietSince = quiet[0]?.startsAt ?? null
  const confidence =
    quietMs > 0 ? quiet.reduce((sum, one) => sum + one.confidence * lengthOf(one), 0) / quietMs : 0
  const goesOn = { verdict: 'going_on', workedMs, quietSince, confidence } as const

  const isShort = workedMs < FAILED_BELOW * usualShare * lengthOf(job)
  const isPlausible = workedMs >= MIN_WORK_MS && isShort && job.endsAt - now >= MIN_LEFT_MS
  if (!isPlausible || tail.some(({ phase }) => phase === 'off')) return goesOn
  const unsureMs = tail
    .filter(({ phase }) => phase === 'unsure')
    .reduce((sum, stretch) => sum + lengthOf(stretch), 0)
  // What was not seen could have been work; a minute on the way down is not worth a doubt.
  if (unsureMs > 2 * MINUTE_MS && unsureMs + quietMs >= MIN_QUIET_MS) return { ...goesOn, verdict: 'unsure' }
  if (quietMs < MIN_QUIET_MS) return goesOn
  return { ...goesOn, verdict: confidence >= SURE_FROM ? 'probably_failed' : 'unsure' }
}

export type FinishEstimate = { at: number; earliestAt: number; latestAt: number; basis: 'similar_jobs' }

/** Fewer earlier prints, or ones that differ more, say nothing of this one. */
const MIN_EARLIER = 3
const MAX_SPREAD = 0.35

/**
 * When a print that is going on will be done, where earlier ones like it took about the same time; `null` where
 * the watts and the past allow no estimate, or the print has already taken longer than all of them.
 *
 * @param earlierMs how long the machine worked in each print like this one
 */
export const estimateFinish = (
  stretches: PhaseStretch[],
  earlierMs: number[],
  now: number,
): FinishEstimate | null => {
  const phase = stretches.at(-1)?.phase
  if (phase !== 'heat_up' && phase !== 'printing') return null
  const begun = stretches.findLastIndex((stretch) => stretch.phase === 'standby' || stretch.phase === 'off')
  const startsAt = stretches[begun + 1]?.startsAt
  if (startsAt === undefined || earlierMs.length < MIN_EARLIER) return null
  const sorted = [...earlierMs].sort((a, b) => a - b)
  const shortest = sorted[Math.floor(sorted.length * 0.1)] ?? 0
  const middle = sorted[sorted.length >> 1] ?? 0
  const longest = sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0
  if (longest - shortest > MAX_SPREAD * middle || startsAt + longest <= now) return null
  const notBefore = (at: number): number => Math.max(now, at)
  return {
    at: notBefore(startsAt + middle),
    earliestAt: notBefore(startsAt + shortest),
    latestAt: startsAt + longest,
    basis: 'similar_jobs',
  }
}
