import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { START_GRACE_MS, violatedStandingRules } from '../domain/booking-rules.ts'
import { ALLOWED_FROM } from '../domain/job-status.ts'
import { readBookingContext } from './booking-facts.ts'
import { requireJob, stepJob } from './job-step.ts'
import { type JobView, type Language, presentJob } from './present.ts'
import { refuseGuarded, refuseViolations } from './refuse-booking.ts'
import { tellHolder } from './tell.ts'
import { viewerOf } from './viewer.ts'

/**
 * Approves a request after checking again what may have changed since it was made. Refuses with
 * `booking_rules` or, when somebody decided first, `invalid_state`.
 */
export const approveJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  { text }: { text?: string | undefined },
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  const { printerId, userId, startsAt, endsAt } = job
  const range = { startsAt, endsAt }
  const context = await readBookingContext(deps, actor, language, {
    printerId,
    userId,
    range,
    except: [id],
  })
  if (job.status === 'requested') {
    const isOver = startsAt < deps.now() - START_GRACE_MS
    refuseViolations(printerId, [
      ...(isOver ? [{ path: 'startsAt', code: 'starts_in_past' } as const] : []),
      ...violatedStandingRules(range, context.facts),
    ])
  }
  const after = await stepJob(deps, actor, {
    job,
    from: ALLOWED_FROM.decide,
    change: { status: 'scheduled', attention: null, decisionText: text ?? null },
    action: 'job.approve',
    reason: text,
    // What was approved is what was looked at.
    version: job.version,
    tell: await tellHolder(deps, actor, job, 'job_approved', text),
  }).catch((error: unknown) => refuseGuarded(deps, error, context, range, id))
  return presentJob(after, context.viewer)
}

/** Rejects a request, with the words that its holder is told. */
export const rejectJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  { text }: { text: string },
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  const after = await stepJob(deps, actor, {
    job,
    from: ALLOWED_FROM.decide,
    change: { status: 'rejected', attention: null, decisionText: text, transferTo: null },
    action: 'job.reject',
    reason: text,
    version: job.version,
    tell: await tellHolder(deps, actor, job, 'job_rejected', text),
  })
  return presentJob(after, await viewerOf(deps, actor, language))
}
