import { brokenLimits, type OwnJob } from './fair-share.ts'
import { addDays, isOnGrid, isOpenForEnd, isOpenForStart, isOvernight, localDate } from './local-time.ts'
import type { BookingPolicy } from './policy.ts'
import { overlaps, type Window } from './window.ts'

/** How late a booking may name a start that has just passed: clocks of people and Pi differ. */
export const START_GRACE_MS = 60_000
const MINUTE_MS = 60_000

export type ServiceState = 'available' | 'maintenance' | 'out_of_order'
export type Closure = Window & { reason: string }
/** What the machine asks of its holder; `expiresAt` null is for ever, no grant is none at all. */
export type Qualification = { name: string; granted: { expiresAt: number | null } | null }

/** What a booking is judged by; policy and jobs are those of the person who will hold it. */
export type BookingFacts = {
  printerId: string
  policy: BookingPolicy
  serviceState: ServiceState
  /** Closures of this printer and of all. */
  closures: Closure[]
  /** By the policy, and the instruction for the kind of machine. */
  qualifications: Qualification[]
  /** The holder's other jobs that count: live ones, and all of the weeks in question. */
  ownJobs: OwnJob[]
  timeZone: string
}

/** Stable codes, worded in `http/texts/booking.ts`. Parameters that end in `At` are instants. */
export type RuleCode =
  | 'starts_in_past'
  | 'printer_out_of_service'
  | 'off_grid'
  | 'too_short'
  | 'too_long'
  | 'beyond_horizon'
  | 'outside_opening_hours'
  | 'closed'
  | 'too_many_open_jobs'
  | 'too_many_open_jobs_on_printer'
  | 'too_many_hours'
  | 'too_many_hours_on_printer'
  | 'qualification_missing'
  | 'qualification_expires'
  | 'needs_approval'
export type Violation = { path: string; code: RuleCode; params?: Record<string, string | number> }

/** Rules about when: of a job that is changed, only the ends that move are judged. */
const timeRules = (
  window: Window,
  was: Window | undefined,
  facts: BookingFacts,
  now: number,
): Violation[] => {
  const { policy, timeZone } = facts
  const { slotMinutes, minMinutes, maxMinutes, horizonDays, openingHours } = policy
  const startMoves = was?.startsAt !== window.startsAt
  const endMoves = was?.endsAt !== window.endsAt
  const minutes = (window.endsAt - window.startsAt) / MINUTE_MS
  const isAtOnce = window.startsAt <= now + START_GRACE_MS
  const violations: Violation[] = []
  const broken = (isBroken: boolean, path: string, code: RuleCode, params?: Violation['params']) => {
    if (isBroken) violations.push({ path, code, ...(params ? { params } : {}) })
  }

  broken(startMoves && window.startsAt < now - START_GRACE_MS, 'startsAt', 'starts_in_past')
  broken(
    startMoves && !isAtOnce && !isOnGrid(window.startsAt, slotMinutes, timeZone),
    'startsAt',
    'off_grid',
    { slotMinutes },
  )
  // Who starts at once, beside the grid, asks for a whole number of slots instead.
  const isWhole = minutes % slotMinutes === 0
  broken(endMoves && !isWhole && !isOnGrid(window.endsAt, slotMinutes, timeZone), 'endsAt', 'off_grid', {
    slotMinutes,
  })
  broken(minutes < minMinutes, 'endsAt', 'too_short', { minMinutes })
  broken(minutes > maxMinutes, 'endsAt', 'too_long', { maxMinutes })
  broken(
    startMoves && isBeyondHorizon(window.startsAt, horizonDays, now, timeZone),
    'startsAt',
    'beyond_horizon',
    {
      horizonDays,
    },
  )
  broken(
    startMoves && !isOpenForStart(openingHours, window.startsAt, timeZone),
    'startsAt',
    'outside_opening_hours',
  )
  broken(endMoves && !isOpenForEnd(openingHours, window.endsAt, timeZone), 'endsAt', 'outside_opening_hours')
  return violations
}

/** Dates compare like their text. */
const isBeyondHorizon = (at: number, horizonDays: number, now: number, timeZone: string): boolean =>
  localDate(at, timeZone) > localDate(addDays(now, horizonDays, timeZone), timeZone)

/** Rules about the machine and the person, which hold whatever moves. */
const standingRules = (window: Window, was: Window | undefined, facts: BookingFacts): Violation[] => {
  const { serviceState, closures, qualifications } = facts
  const violations: Violation[] = []
  if (serviceState !== 'available') violations.push({ path: 'printerId', code: 'printer_out_of_service' })
  for (const closure of closures) {
    // A job that was kept when the closure came may stay in it, but not go further into it.
    if (!overlaps(closure, window) || (was && overlaps(closure, was) && isWithin(window, was))) continue
    const params = { reason: closure.reason, fromAt: closure.startsAt, untilAt: closure.endsAt }
    violations.push({ path: 'startsAt', code: 'closed', params })
  }
  for (const { name, granted } of qualifications) {
    if (!granted) {
      violations.push({ path: 'printerId', code: 'qualification_missing', params: { qualification: name } })
    } else if (granted.expiresAt !== null && granted.expiresAt < window.endsAt) {
      const params = { qualification: name, expiresAt: granted.expiresAt }
      violations.push({ path: 'endsAt', code: 'qualification_expires', params })
    }
  }
  return violations
}

const isWithin = (inner: Window, outer: Window): boolean =>
  outer.startsAt <= inner.startsAt && inner.endsAt <= outer.endsAt

/**
 * All rules that a booking, or a change of the job that was `was`, breaks: not just the first.
 * `facts.ownJobs` must not hold the job itself.
 */
export const violatedRules = (
  window: Window,
  facts: BookingFacts,
  now: number,
  was?: Window,
): Violation[] => [
  ...timeRules(window, was, facts, now),
  ...standingRules(window, was, facts),
  ...brokenLimits({ ...window, printerId: facts.printerId }, facts, was),
]

/** What must still hold when a trainer approves, or a new holder takes over, a job whose time stays. */
export const violatedStandingRules = (window: Window, facts: BookingFacts): Violation[] => [
  ...standingRules(window, undefined, facts),
  ...brokenLimits({ ...window, printerId: facts.printerId }, facts),
]

export type ApprovalReason = 'always' | 'over_minutes' | 'overnight'

/** Why a trainer has to look at this booking; nothing when the policy lets it pass. */
export const approvalReasons = (
  window: Window,
  policy: BookingPolicy,
  timeZone: string,
): ApprovalReason[] => {
  const { needsApproval } = policy
  if (needsApproval === 'never') return []
  if (needsApproval === 'always') return ['always']
  const { overMinutes, overnight } = needsApproval
  const reasons: ApprovalReason[] = []
  if (overMinutes !== null && window.endsAt - window.startsAt > overMinutes * MINUTE_MS)
    reasons.push('over_minutes')
  if (overnight && isOvernight(window, timeZone)) reasons.push('overnight')
  return reasons
}
