import { refusedBy } from '../db/database.ts'
import { type JobRow, selectNextLive } from '../db/jobs.ts'
import { selectHeldSlots } from '../db/waiting-list.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { approvalReasons, violatedRules } from '../domain/booking-rules.ts'
import { shareLimits } from '../domain/fair-share.ts'
import { ALLOWED_FROM } from '../domain/job-status.ts'
import type { Window } from '../domain/window.ts'
import { type BookingContext, readBookingContext } from './booking-facts.ts'
import { requireJob, requireRight, stepJob } from './job-step.ts'
import { type JobView, type Language, presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { refuseGuarded, refuseViolations } from './refuse-booking.ts'
import { tellHolder } from './tell.ts'

export type Extension = { minutes: number } | { endsAt: number }

/** Somebody may book between the look and the write: then there is less, look again. */
const ATTEMPTS = 3

/** The latest end up to `wanted` that nobody and no closure is in the way of. */
const freeUntil = async (
  deps: Deps,
  { id, printerId, endsAt, userId, bufferMs }: JobRow,
  wanted: number,
  { facts }: BookingContext,
): Promise<number> => {
  const [[next], held] = await deps.db.batch([
    selectNextLive(deps.db, printerId, endsAt, id),
    selectHeldSlots(deps.db, { startsAt: endsAt, endsAt: wanted + bufferMs }),
  ])
  const others = held.filter((slot) => slot.printerId === printerId && slot.userId !== userId)
  const closed = facts.closures.filter((closure) => closure.startsAt >= endsAt)
  return Math.min(
    wanted,
    ...(next ? [next.startsAt - bufferMs] : []),
    ...others.map(({ startsAt }) => startsAt - bufferMs),
    ...closed.map(({ startsAt }) => startsAt),
  )
}

const refuseExtension = (
  actor: UserActor,
  window: Window,
  was: Window,
  { facts }: BookingContext,
  now: number,
) => {
  const reasons = mayDo(actor, 'job.decide') ? [] : approvalReasons(window, facts.policy, facts.timeZone)
  const had = approvalReasons(was, facts.policy, facts.timeZone)
  // How far it goes is what others leave, so it need not end on the grid.
  const rules = violatedRules(window, facts, now, was).filter(({ code }) => code !== 'off_grid')
  const needs = reasons.some((reason) => !had.includes(reason))
  refuseViolations(facts.printerId, [
    ...rules,
    ...(needs ? [{ path: 'endsAt', code: 'needs_approval' } as const] : []),
  ])
}

/**
 * Extends a job as far as is free, at most by what is asked for: the answer's `endsAt` says how far.
 * Refuses with `slot_taken` when nothing at all is free, `booking_rules`, `invalid_state`.
 */
export const extendJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  { reason, ...extension }: Extension & { reason?: string | undefined },
): Promise<JobView> => {
  for (let attempt = 1; ; attempt++) {
    const job = await requireJob(deps, id)
    requireRight(actor, job, reason)
    const was = { startsAt: job.startsAt, endsAt: job.endsAt }
    const wanted = 'minutes' in extension ? job.endsAt + extension.minutes * 60_000 : extension.endsAt
    if (wanted <= job.endsAt) {
      throw new Refused('invalid_input', { errors: [{ path: 'endsAt', code: 'not_longer' }] })
    }
    const { printerId, userId } = job
    const range = { startsAt: job.startsAt, endsAt: wanted }
    const context = await readBookingContext(deps, actor, language, {
      printerId,
      userId,
      range,
      except: [id],
    })
    const endsAt = await freeUntil(deps, job, wanted, context)
    // Nothing is free: let the database say by what, for the conflicts of the answer.
    const window = { startsAt: job.startsAt, endsAt: endsAt > job.endsAt ? endsAt : wanted }
    refuseExtension(actor, window, was, context, deps.now())
    try {
      const after = await stepJob(deps, actor, {
        job,
        from: ALLOWED_FROM.extend,
        change: { endsAt: window.endsAt },
        action: 'job.extend',
        reason,
        version: job.version,
        limits: {
          userId,
          limits: shareLimits(printerId, context.facts, [window], was),
        },
        tell: await tellHolder(deps, actor, { ...job, ...window }, 'job_changed', reason),
      })
      return presentJob(after, context.viewer)
    } catch (error) {
      const isOvertaken =
        refusedBy(error) === 'slot_taken' || (error instanceof Refused && error.code === 'stale')
      if (!isOvertaken || endsAt <= job.endsAt || attempt >= ATTEMPTS) {
        return refuseGuarded(deps, error, context, window, id)
      }
    }
  }
}
