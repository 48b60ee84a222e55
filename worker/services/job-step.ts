import { type Changes, insertAuditIfChanged } from '../db/audit-events.ts'
import { findJob, type JobRow, type JobWithPerson, selectJob, updateJob } from '../db/jobs.ts'
import { refuseBeyond } from '../db/limit-guard.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import type { ShareLimits } from '../domain/fair-share.ts'
import type { JobStatus } from '../domain/job-status.ts'
import { isPowerSoon } from '../domain/power-facts.ts'
import { changesBetween, deedOf } from './audit.ts'
import type { notifyIfChanged } from './notify.ts'
import { rememberOnce } from './once.ts'
import { Refused } from './refusal.ts'

/** The job. Refuses with `not_found`. */
export const requireJob = async (deps: Deps, id: string): Promise<JobWithPerson> => {
  const job = await findJob(deps.db, id)
  if (!job) throw new Refused('not_found')
  return job
}

/** One's own jobs, or with a reason everybody's for trainers: the holder is told it. */
export const requireRight = (actor: UserActor, job: JobWithPerson, reason: string | undefined): void => {
  if (job.userId === actor.id) return
  if (!mayDo(actor, 'job.change_for_others')) throw new Refused('forbidden')
  if (!reason) throw new Refused('invalid_input', { errors: [{ path: 'reason', code: 'reason_missing' }] })
}

export type JobChange = Partial<
  Pick<
    JobRow,
    | 'printerId'
    | 'userId'
    | 'title'
    | 'note'
    | 'startsAt'
    | 'endsAt'
    | 'bufferMs'
    | 'status'
    | 'attention'
    | 'costCentreId'
    | 'finishedAt'
    | 'checkedInAt'
    | 'overrunSince'
    | 'approvalReasons'
    | 'decisionText'
    | 'transferTo'
  >
>

type Step = {
  job: JobWithPerson
  /** The states it may be done from. */
  from: readonly JobStatus[]
  change: JobChange
  action: `job.${string}`
  reason?: string | undefined
  /** The version the caller has seen; another one is refused with `stale`. */
  version?: number | undefined
  limits?: { userId: string; limits: ShareLimits } | undefined
  /** Who is told what, if the step is made. */
  tell?: ReturnType<typeof notifyIfChanged>[]
}

/** What the record says: fields that differ, and the reason. */
export const changesOf = (job: JobWithPerson, change: JobChange, reason: string | undefined): Changes => ({
  ...changesBetween(job, change),
  ...(reason ? { reason: [null, reason] } : {}),
})

/**
 * One step in the life of a job: a guarded update, its record with the old and new values, and who is
 * told, all or nothing. Of two who step at once one is refused with `invalid_state` or `stale`.
 * What the guards of the database refuse is thrown as it is, see `refuseGuarded`.
 */
export const stepJob = async (deps: Deps, actor: UserActor, step: Step): Promise<JobWithPerson> => {
  const { job, from, action, reason, version, limits, tell = [] } = step
  const change = { ...step.change, ...endsOverrun(job, step.change) }
  const now = deps.now()
  const record = { at: now, action, entityId: job.id, changes: changesOf(job, change, reason) }
  const [updated, [after]] = await deps.db.batch([
    updateJob(deps.db, job.id, from, change, version),
    selectJob(deps.db, job.id),
    ...rememberOnce(deps, actor, job.id),
    insertAuditIfChanged(deps.db, deedOf(actor, record)),
    ...tell,
    ...(limits ? refuseBeyond(deps.db, limits.userId, limits.limits) : []),
  ])
  if (!after) throw new Refused('not_found')
  if (updated.meta.changes === 0) {
    if (version !== undefined && after.version !== version) {
      throw new Refused('stale', { extra: { version: after.version } })
    }
    throw new Refused('invalid_state', { extra: { jobStatus: after.status } })
  }
  deps.board.forget()
  // A slot that is given back may be waited for, and a job that has begun or soon will concerns its plug.
  if (isReleasing(job, after) || isPowerSoon(Math.min(job.startsAt, after.startsAt), now)) deps.nudgePower()
  return after
}

/** Whoever gives an overrunning job more time makes it an ordinary one again. */
const endsOverrun = (job: JobWithPerson, { endsAt, status }: JobChange): JobChange =>
  job.status === 'overrunning' && status === undefined && endsAt !== undefined && endsAt > job.endsAt
    ? { status: 'running', attention: null, overrunSince: null }
    : {}

const isReleasing = (before: JobWithPerson, after: JobWithPerson): boolean =>
  after.status !== before.status ||
  after.printerId !== before.printerId ||
  after.startsAt > before.startsAt ||
  after.endsAt < before.endsAt
