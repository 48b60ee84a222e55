import { insertAuditIfChanged } from '../db/audit-events.ts'
import { type JobWithPerson, updateJob } from '../db/jobs.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { ALLOWED_FROM } from '../domain/job-status.ts'
import { deedOf } from './audit.ts'
import { readBookingContext } from './booking-facts.ts'
import { changesOf, requireJob, requireRight, stepJob } from './job-step.ts'
import { rememberOnce } from './once.ts'
import { type JobView, type Language, presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { membersOf, type SeriesScope } from './series-members.ts'
import { tellHolder } from './tell.ts'
import { viewerOf } from './viewer.ts'

/** A holder who cancels at the last minute keeps others from the machine; trainers may always. */
const refuseTooLate = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  job: JobWithPerson,
): Promise<void> => {
  if (mayDo(actor, 'job.change_for_others') || job.status === 'requested') return
  const { printerId, userId, startsAt, endsAt } = job
  const range = { startsAt, endsAt }
  const { facts } = await readBookingContext(deps, actor, language, { printerId, userId, range })
  const untilAt = startsAt - facts.policy.cancelUntilMinutes * 60_000
  if (facts.policy.cancelUntilMinutes > 0 && deps.now() > untilAt) {
    throw new Refused('booking_rules', {
      errors: [{ path: 'startsAt', code: 'cancel_too_late', params: { untilAt } }],
    })
  }
}

/** Gives the slot back before the job ran, of a series as much as `scope` says. */
export const cancelJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  { reason, scope = 'one' }: { reason?: string | undefined; scope?: SeriesScope | undefined },
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  requireRight(actor, job, reason)
  if (scope !== 'one' && job.seriesId !== null) {
    const jobs = await membersOf(deps, job, scope)
    // Of each machine the first: the others begin later.
    const first = new Map(jobs.toReversed().map((one) => [one.printerId, one]))
    for (const one of first.values()) await refuseTooLate(deps, actor, language, one)
    await cancelAll(deps, actor, jobs, reason)
    return presentJob(await requireJob(deps, id), await viewerOf(deps, actor, language))
  }
  await refuseTooLate(deps, actor, language, job)
  const after = await stepJob(deps, actor, {
    job,
    from: ALLOWED_FROM.cancel,
    change: { status: 'cancelled', attention: null, transferTo: null },
    action: 'job.cancel',
    reason,
    tell: await tellHolder(deps, actor, job, 'job_cancelled', reason),
  })
  return presentJob(after, await viewerOf(deps, actor, language))
}

/** All in one go; what has begun or is over stays. Refuses with `invalid_state` when nothing is left. */
const cancelAll = async (
  deps: Deps,
  actor: UserActor,
  jobs: JobWithPerson[],
  reason: string | undefined,
): Promise<void> => {
  const at = deps.now()
  const change = { status: 'cancelled', attention: null, transferTo: null } as const
  const [first, ...others] = jobs.flatMap((job) => [
    updateJob(deps.db, job.id, ALLOWED_FROM.cancel, change),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at, action: 'job.cancel', entityId: job.id, changes: changesOf(job, change, reason) }),
    ),
  ])
  const [next] = jobs
  if (!first || !next) throw new Refused('invalid_state')
  const told = await tellHolder(deps, actor, next, 'job_cancelled', reason)
  await deps.db.batch([first, ...others, ...rememberOnce(deps, actor, next.id), ...told])
  deps.board.forget()
  deps.nudgePower()
}

/** Ends a running job early and releases the rest of its slot; a machine that draws power is not cut. */
export const finishJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  { reason }: { reason?: string | undefined },
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  requireRight(actor, job, reason)
  const after = await stepJob(deps, actor, {
    job,
    from: ALLOWED_FROM.finish,
    change: { status: 'finished', attention: null, finishedAt: deps.now() },
    action: 'job.finish',
    reason,
    tell: await tellHolder(deps, actor, job, 'job_finished', reason),
  })
  return presentJob(after, await viewerOf(deps, actor, language))
}
