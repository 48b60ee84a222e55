import { type Changes, insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { refusedBy } from '../db/database.ts'
import { findJob, insertJob, type JobFilter, type JobWithPerson, selectJobs, updateJob } from '../db/jobs.ts'
import { findPrinter } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import { type Actor, mayDo, type UserActor } from '../domain/access.ts'
import { violatedRules } from '../domain/booking-rules.ts'
import { ALLOWED_FROM, type JobStatus } from '../domain/job-status.ts'
import { deedOf } from './audit.ts'
import { readConflict } from './conflicts.ts'
import { type JobView, type Language, presentJob, type Viewer } from './present.ts'
import { Refused } from './refusal.ts'
import { requireUser } from './sessions.ts'
import { readSettings } from './settings.ts'

export type Booking = {
  printerId: string
  startsAt: number
  endsAt: number
  title: string
  note?: string | undefined
  costCentreId?: string | undefined
  userId?: string | undefined
}

const viewerOf = async (deps: Deps, actor: Actor, language: Language): Promise<Viewer> => ({
  actor,
  language,
  nameDisplay: (await readSettings(deps)).nameDisplay,
})

/**
 * Books a slot. Refuses with `not_found`, `booking_rules` (all of them), `slot_taken` with the
 * conflicts and alternatives; who comes first is decided by the database.
 */
export const bookJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  booking: Booking,
): Promise<JobView> => {
  const userId = booking.userId ?? actor.id
  if (userId !== actor.id) {
    if (!mayDo(actor, 'job.book_for_others')) throw new Refused('forbidden')
    await requireUser(deps, userId)
  }
  const printer = await findPrinter(deps.db, booking.printerId)
  if (!printer || printer.archivedAt !== null) throw new Refused('not_found')

  const now = deps.now()
  const errors = violatedRules({ window: booking, serviceState: printer.serviceState }, now)
  if (errors.length > 0) throw new Refused('booking_rules', { errors })

  const id = deps.newId()
  const job = {
    id,
    printerId: printer.id,
    userId,
    title: booking.title,
    note: booking.note ?? null,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    bufferMs: 0,
    status: 'scheduled',
    version: 1,
    costCentreId: booking.costCentreId ?? null,
    createdAt: now,
    createdBy: actor.id,
  } as const
  const changes: Changes = {
    printerId: [null, printer.id],
    userId: [null, userId],
    startsAt: [null, booking.startsAt],
    endsAt: [null, booking.endsAt],
  }
  try {
    await deps.db.batch([
      insertJob(deps.db, job),
      insertAudit(deps.db, deedOf(actor, { at: now, action: 'job.book', entityId: id, changes })),
    ])
  } catch (error) {
    if (refusedBy(error) !== 'slot_taken') throw error
    throw new Refused('slot_taken', {
      extra: await readConflict(deps, await viewerOf(deps, actor, language), printer, booking),
    })
  }
  deps.board.forget()
  if (booking.startsAt <= now) deps.nudgePower()
  return readJob(deps, actor, language, id)
}

const requireJob = async (deps: Deps, id: string): Promise<JobWithPerson> => {
  const job = await findJob(deps.db, id)
  if (!job) throw new Refused('not_found')
  return job
}

export const readJob = async (deps: Deps, actor: Actor, language: Language, id: string): Promise<JobView> => {
  return presentJob(await requireJob(deps, id), await viewerOf(deps, actor, language))
}

/** A page of jobs, by start; `nextCursor` is null on the last one. */
export const listJobs = async (deps: Deps, actor: Actor, language: Language, filter: JobFilter) => {
  const rows = await selectJobs(deps.db, { ...filter, limit: filter.limit + 1 })
  const viewer = await viewerOf(deps, actor, language)
  const page = rows.slice(0, filter.limit)
  const last = rows.length > filter.limit ? page.at(-1) : undefined
  return {
    items: page.map((job) => presentJob(job, viewer)),
    nextCursor: last ? { startsAt: last.startsAt, id: last.id } : null,
  }
}

/** One guarded update: of two people who end a job at once, one gets `invalid_state`. */
const moveOn = async (
  deps: Deps,
  actor: UserActor,
  job: JobWithPerson,
  from: readonly JobStatus[],
  change: { status: JobStatus; finishedAt?: number },
  action: `job.${string}`,
): Promise<void> => {
  if (job.userId !== actor.id && !mayDo(actor, 'job.change_for_others')) throw new Refused('forbidden')
  const [updated] = await deps.db.batch([
    updateJob(deps.db, job.id, from, { ...change, attention: null }),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, {
        at: deps.now(),
        action,
        entityId: job.id,
        changes: { status: [job.status, change.status] },
      }),
    ),
  ])
  if (updated.meta.changes === 0) throw new Refused('invalid_state', { extra: { jobStatus: job.status } })
  deps.board.forget()
  if (job.startsAt <= deps.now()) deps.nudgePower()
}

/** Gives the slot back before the job ran. */
export const cancelJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
): Promise<JobView> => {
  await moveOn(
    deps,
    actor,
    await requireJob(deps, id),
    ALLOWED_FROM.cancel,
    { status: 'cancelled' },
    'job.cancel',
  )
  return readJob(deps, actor, language, id)
}

/** Ends a running job early and releases the rest of its slot. */
export const finishJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
): Promise<JobView> => {
  const change = { status: 'finished', finishedAt: deps.now() } as const
  await moveOn(deps, actor, await requireJob(deps, id), ALLOWED_FROM.finish, change, 'job.finish')
  return readJob(deps, actor, language, id)
}
