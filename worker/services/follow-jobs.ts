import { insertAuditIfChanged } from '../db/audit-events.ts'
import { refusedBy } from '../db/database.ts'
import { checkInJob, markJob, updateJob } from '../db/jobs.ts'
import type { PrinterRow } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import type { JobStep } from '../domain/job-steps.ts'
import type { PowerJob } from '../domain/power-facts.ts'
import { deedOf } from './audit.ts'
import { notifyIfChanged } from './notify.ts'
import { findEqualFree } from './overrun.ts'

const SYSTEM: Actor = { kind: 'system' }

/** Where the steps happen, for what people are told. */
export type StepPlace = { printer: PrinterRow; printers: PrinterRow[] }

/**
 * Moves jobs on, each step one guarded update with its audit event and what people are told, in one batch:
 * of two who move a job, the second changes nothing. Answers the jobs as they are now.
 */
export const recordSteps = async (
  deps: Deps,
  place: StepPlace,
  jobs: PowerJob[],
  steps: JobStep[],
): Promise<PowerJob[]> => {
  let current = jobs
  for (const step of steps) {
    await record(deps, place, step)
    current = current.map((job) => (job.id === step.job.id ? afterStep(job, step) : job))
    deps.board.forget()
  }
  return current
}

/** The job as the step leaves it, for what is decided later in the same pass. */
const afterStep = (job: PowerJob, step: JobStep): PowerJob => {
  switch (step.step) {
    case 'run':
      return { ...job, status: 'running', attention: null }
    case 'finish':
      return { ...job, status: 'finished', attention: null }
    case 'miss':
      return { ...job, status: 'missed', attention: null }
    case 'overrun':
      return { ...job, status: 'overrunning', overrunSince: job.endsAt, endsAt: step.endsAt }
    case 'extend':
      return { ...job, endsAt: step.endsAt }
    case 'wait_for_plug':
    case 'delay':
    case 'on_time':
    case 'check_in':
      return job
  }
}

const record = async (deps: Deps, place: StepPlace, step: JobStep): Promise<void> => {
  const { db } = deps
  const now = deps.now()
  const { job } = step
  const audited = (action: `job.${string}`, changes: Record<string, [unknown, unknown]> = {}) =>
    insertAuditIfChanged(db, deedOf(SYSTEM, { at: now, action, entityId: job.id, changes }))
  switch (step.step) {
    case 'run':
      await db.batch([
        updateJob(db, job.id, ['scheduled'], { status: 'running', attention: null, startedAt: now }),
        audited('job.run', { status: [job.status, 'running'] }),
      ])
      return
    case 'finish':
      await db.batch([
        updateJob(db, job.id, ['running', 'overrunning'], {
          status: 'finished',
          attention: null,
          finishedAt: now,
        }),
        audited('job.finish', { status: [job.status, 'finished'] }),
      ])
      return
    case 'miss':
      await db.batch([
        updateJob(db, job.id, ['scheduled'], { status: 'missed', attention: null }),
        audited('job.miss', { status: [job.status, 'missed'] }),
      ])
      return
    case 'wait_for_plug':
      await markJob(db, job.id, 'plug_unreachable')
      return
    case 'on_time':
      await markJob(db, job.id, null)
      return
    case 'check_in':
      await db.batch([checkInJob(db, job.id, now), audited('job.check_in', { by: [null, 'load'] })])
      return
    case 'delay':
      return recordDelay(deps, place, job)
    case 'overrun':
      return recordOverrun(deps, place, job, step.endsAt)
    case 'extend':
      await holdUntil(deps, job, step.endsAt, () => [
        updateJob(db, job.id, ['overrunning'], { endsAt: step.endsAt }),
        audited('job.extend', { endsAt: [job.endsAt, step.endsAt] }),
      ])
      return
  }
}

/** The next person hears how it stands, and of an equal printer that is free instead. */
const recordDelay = async (deps: Deps, { printer, printers }: StepPlace, job: PowerJob): Promise<void> => {
  const offer = await findEqualFree(deps, job, printer, printers)
  await deps.db.batch([
    markJob(deps.db, job.id, 'delayed'),
    notifyIfChanged(deps, {
      userId: job.userId,
      kind: 'job_delayed',
      jobId: job.id,
      printerId: printer.id,
      params: {
        printer: printer.name,
        startsAt: job.startsAt,
        offer: offer ? { printerId: offer.id, printer: offer.name } : null,
      },
    }),
  ])
}

const recordOverrun = async (
  deps: Deps,
  { printer }: StepPlace,
  job: PowerJob,
  endsAt: number,
): Promise<void> => {
  const { db } = deps
  const change = { status: 'overrunning', attention: 'overrun', overrunSince: job.endsAt } as const
  const told = (until: number) =>
    [
      updateJob(db, job.id, ['running'], { ...change, endsAt: until }),
      insertAuditIfChanged(
        db,
        deedOf(SYSTEM, {
          at: deps.now(),
          action: 'job.overrun',
          entityId: job.id,
          changes: { status: [job.status, change.status], endsAt: [job.endsAt, until] },
        }),
      ),
      notifyIfChanged(deps, {
        userId: job.userId,
        kind: 'job_overrun',
        jobId: job.id,
        printerId: printer.id,
        params: { printer: printer.name, endsAt: job.endsAt },
      }),
    ] as const
  await holdUntil(
    deps,
    job,
    endsAt,
    () => told(endsAt),
    () => told(job.endsAt),
  )
}

type Batch = Parameters<Deps['db']['batch']>[0]

/**
 * Holds the machine longer, if the database lets it: somebody may have booked, or closed, the time meanwhile.
 * Then the job stays within what it had.
 */
const holdUntil = async (
  deps: Deps,
  job: PowerJob,
  endsAt: number,
  longer: () => Batch,
  otherwise?: () => Batch,
): Promise<void> => {
  try {
    await deps.db.batch(longer())
  } catch (error) {
    if (!refusedBy(error)) throw error
    deps.log.info('an overrun could not be extended', { jobId: job.id, endsAt })
    if (otherwise) await deps.db.batch(otherwise())
  }
}
