import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { approvalReasons, violatedStandingRules } from '../domain/booking-rules.ts'
import { shareLimits } from '../domain/fair-share.ts'
import { ALLOWED_FROM } from '../domain/job-status.ts'
import { readBookingContext } from './booking-facts.ts'
import { requireJob, requireRight, stepJob } from './job-step.ts'
import { type JobView, type Language, presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { refuseGuarded, refuseViolations } from './refuse-booking.ts'
import { requireUser } from './sessions.ts'
import { tellAbout } from './tell.ts'
import { viewerOf } from './viewer.ts'

/** Offers a job to somebody, who is told; it stays where it is until they accept. */
export const offerJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  { userId, reason }: { userId: string; reason?: string | undefined },
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  requireRight(actor, job, reason)
  if (userId === job.userId) {
    throw new Refused('invalid_input', { errors: [{ path: 'userId', code: 'own_job' }] })
  }
  const taker = await requireUser(deps, userId)
  // A guest holds no jobs: the offer could never be accepted.
  if (taker.role === 'guest') throw new Refused('not_found')
  const after = await stepJob(deps, actor, {
    job,
    from: ALLOWED_FROM.transfer,
    change: { transferTo: userId },
    action: 'job.offer',
    reason,
    tell: await tellAbout(deps, [userId], job, 'transfer_offered', job.displayName),
  })
  return presentJob(after, await viewerOf(deps, actor, language))
}

/**
 * Takes over a job that was offered. It is judged like a booking of one's own: `booking_rules`. What
 * needs an approval for the new holder waits for it.
 */
export const acceptJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  if (job.transferTo !== actor.id) throw new Refused('not_found')
  const { printerId, startsAt, endsAt } = job
  const range = { startsAt, endsAt }
  const userId = actor.id
  const context = await readBookingContext(deps, actor, language, {
    printerId,
    userId,
    range,
    except: [id],
  })
  const { facts, holder } = context
  refuseViolations(printerId, violatedStandingRules(range, facts))
  const reasons = mayDo(actor, 'job.decide') ? [] : approvalReasons(range, facts.policy, facts.timeZone)
  const waits = reasons.length > 0
  const after = await stepJob(deps, actor, {
    job,
    from: ALLOWED_FROM.transfer,
    change: {
      userId,
      transferTo: null,
      status: waits ? 'requested' : 'scheduled',
      attention: waits ? 'not_approved' : null,
      approvalReasons: waits ? reasons : null,
      decisionText: null,
    },
    action: 'job.transfer',
    version: job.version,
    limits: { userId, limits: shareLimits(printerId, facts, [range]) },
    tell: await tellAbout(deps, [job.userId], job, 'transfer_accepted', holder.displayName),
  }).catch((error: unknown) => refuseGuarded(deps, error, context, range, id))
  return presentJob(after, context.viewer)
}

/** Ends an offer: the person it was made to declines, or its holder takes it back. */
export const declineJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  const isTaker = job.transferTo === actor.id
  if (!isTaker) requireRight(actor, job, undefined)
  if (job.transferTo === null) throw new Refused('invalid_state', { extra: { jobStatus: job.status } })
  const taker = await requireUser(deps, job.transferTo)
  const after = await stepJob(deps, actor, {
    job,
    from: ALLOWED_FROM.transfer,
    change: { transferTo: null },
    action: 'job.decline',
    version: job.version,
    tell: isTaker ? await tellAbout(deps, [job.userId], job, 'transfer_declined', taker.displayName) : [],
  })
  return presentJob(after, await viewerOf(deps, actor, language))
}
