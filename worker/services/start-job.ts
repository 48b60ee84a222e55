import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { violatedRules } from '../domain/booking-rules.ts'
import { shareLimits } from '../domain/fair-share.ts'
import { ALLOWED_FROM } from '../domain/job-status.ts'
import { readBookingContext } from './booking-facts.ts'
import { requireJob, requireRight, stepJob } from './job-step.ts'
import { type JobView, type Language, presentJob } from './present.ts'
import { refuseGuarded, refuseViolations } from './refuse-booking.ts'
import { tellHolder } from './tell.ts'
import { viewerOf } from './viewer.ts'

/**
 * Checks in. Before its time the job starts now and keeps its length, if the machine is free and the
 * rules allow it; the plug follows. Refuses with `slot_taken`, `booking_rules`, `invalid_state`.
 */
export const startJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  { reason }: { reason?: string | undefined },
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  requireRight(actor, job, reason)
  const now = deps.now()
  if (job.startsAt <= now) {
    const after = await stepJob(deps, actor, {
      job,
      from: ALLOWED_FROM.start,
      change: { checkedInAt: job.checkedInAt ?? now },
      action: 'job.check_in',
      reason,
    })
    return presentJob(after, await viewerOf(deps, actor, language))
  }

  const was = { startsAt: job.startsAt, endsAt: job.endsAt }
  const window = { startsAt: now, endsAt: now + (job.endsAt - job.startsAt) }
  const { printerId, userId } = job
  const range = { startsAt: now, endsAt: job.endsAt }
  const context = await readBookingContext(deps, actor, language, {
    printerId,
    userId,
    range,
    except: [id],
  })
  refuseViolations(printerId, violatedRules(window, context.facts, now, was))
  const after = await stepJob(deps, actor, {
    job,
    from: ['scheduled'],
    change: { ...window, checkedInAt: now },
    action: 'job.start_early',
    reason,
    version: job.version,
    limits: {
      userId,
      limits: shareLimits(printerId, context.facts, [window], was),
    },
    tell: await tellHolder(deps, actor, { ...job, ...window }, 'job_changed', reason),
  }).catch((error: unknown) => refuseGuarded(deps, error, context, window, id))
  return presentJob(after, context.viewer)
}
