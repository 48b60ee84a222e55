import { selectStaffIds } from '../db/booking-facts.ts'
import type { JobWithPerson } from '../db/jobs.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { approvalReasons, type Violation, violatedRules } from '../domain/booking-rules.ts'
import { shareLimits } from '../domain/fair-share.ts'
import { ALLOWED_FROM, type JobStatus } from '../domain/job-status.ts'
import type { Window } from '../domain/window.ts'
import { type BookingContext, readBookingContext } from './booking-facts.ts'
import { type JobChange, requireJob, requireRight, stepJob } from './job-step.ts'
import { type JobView, type Language, presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { refuseGuarded, refuseViolations } from './refuse-booking.ts'
import { tellAbout, tellHolder } from './tell.ts'

export type JobPatch = {
  printerId?: string | undefined
  startsAt?: number | undefined
  endsAt?: number | undefined
  title?: string | undefined
  note?: string | null | undefined
  costCentreId?: string | null | undefined
  reason?: string | undefined
}

const isBegun = (status: JobStatus): boolean => status === 'running' || status === 'overrunning'

/** What a new time means for the approval: more than was approved has to be approved again. */
const approvalChange = (
  actor: UserActor,
  status: JobStatus,
  window: Window,
  { facts }: BookingContext,
): { change: JobChange; violations: Violation[] } => {
  if (mayDo(actor, 'job.decide')) return { change: {}, violations: [] }
  const reasons = approvalReasons(window, facts.policy, facts.timeZone)
  if (reasons.length === 0) {
    // What no longer needs an approval no longer waits for one.
    return {
      change: status === 'requested' ? { status: 'scheduled', attention: null, approvalReasons: null } : {},
      violations: [],
    }
  }
  if (isBegun(status)) return { change: {}, violations: [{ path: 'endsAt', code: 'needs_approval' }] }
  return {
    change: { status: 'requested', attention: 'not_approved', approvalReasons: reasons, decisionText: null },
    violations: [],
  }
}

/**
 * Moves, resizes or renames a job that the caller has seen in this version. Refuses with `stale` when
 * it was changed meanwhile, `booking_rules`, `slot_taken`, `invalid_state`; a trainer gives a reason
 * for another person's job, who is told.
 */
export const changeJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  version: number,
  { reason, ...patch }: JobPatch,
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  requireRight(actor, job, reason)
  if (job.version !== version) throw new Refused('stale', { extra: { version: job.version } })
  const was = { startsAt: job.startsAt, endsAt: job.endsAt }
  const window = { startsAt: patch.startsAt ?? was.startsAt, endsAt: patch.endsAt ?? was.endsAt }
  const printerId = patch.printerId ?? job.printerId
  const isElsewhere = printerId !== job.printerId
  const movesStart = window.startsAt !== was.startsAt
  const movesTime = movesStart || window.endsAt !== was.endsAt
  if (window.endsAt <= window.startsAt) {
    throw new Refused('invalid_input', { errors: [{ path: 'endsAt', code: 'ends_before_start' }] })
  }
  if (isBegun(job.status) && (isElsewhere || movesStart)) {
    throw new Refused('booking_rules', { errors: [{ path: 'startsAt', code: 'running_stays' }] })
  }
  const from = isElsewhere || movesStart ? ALLOWED_FROM.move : ALLOWED_FROM.resize
  const range = {
    startsAt: Math.min(window.startsAt, was.startsAt),
    endsAt: Math.max(window.endsAt, was.endsAt),
  }
  const context = await readBookingContext(deps, actor, language, {
    printerId,
    userId: job.userId,
    range,
    except: [id],
  })
  const fields: JobChange = {
    ...(patch.title === undefined ? {} : { title: patch.title }),
    ...(patch.note === undefined ? {} : { note: patch.note }),
    ...(patch.costCentreId === undefined ? {} : { costCentreId: patch.costCentreId }),
  }
  const limits = shareLimits(printerId, context.facts, [window], was)
  const time =
    movesTime || isElsewhere
      ? judgeTime(deps, actor, job.status, { window, was, isElsewhere }, context)
      : { change: {}, violations: [] }
  refuseViolations(printerId, time.violations)
  const change = { ...fields, ...time.change }
  const after = await stepJob(deps, actor, {
    job,
    from,
    change,
    action: movesTime || isElsewhere ? 'job.move' : 'job.change',
    reason,
    version,
    limits: movesTime || isElsewhere ? { userId: job.userId, limits } : undefined,
    tell: [
      ...(await tellHolder(deps, actor, { ...job, ...window, printerId }, 'job_changed', reason)),
      ...(await tellOfRequest(deps, job, change)),
    ],
  }).catch((error: unknown) => refuseGuarded(deps, error, context, window, id))
  return presentJob(after, context.viewer)
}

/** The fields of a new time or machine, and all rules that it breaks. */
export const judgeTime = (
  deps: Deps,
  actor: UserActor,
  status: JobStatus,
  { window, was, isElsewhere }: { window: Window; was: Window; isElsewhere: boolean },
  context: BookingContext,
): { change: JobChange; violations: Violation[] } => {
  const { facts, printer } = context
  const approval = approvalChange(actor, status, window, context)
  // On another machine everything is new but the share of the week.
  const standing = isElsewhere
    ? violatedRules(window, facts, deps.now())
    : violatedRules(window, facts, deps.now(), was)
  const violations = isElsewhere ? standing.filter(({ code }) => code !== 'too_many_open_jobs') : standing
  return {
    change: {
      ...window,
      printerId: printer.id,
      bufferMs: facts.policy.bufferMinutes * 60_000,
      ...approval.change,
    },
    violations: [...violations, ...approval.violations],
  }
}

/** Trainers hear of a change that waits for them now. */
export const tellOfRequest = async (deps: Deps, job: JobWithPerson, change: JobChange) =>
  change.status === 'requested' && job.status !== 'requested'
    ? tellAbout(deps, await selectStaffIds(deps.db), { ...job, ...change }, 'job_requested', job.displayName)
    : []
