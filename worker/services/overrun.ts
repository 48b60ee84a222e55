import { selectOccupancy } from '../db/jobs.ts'
import { findPrinter, type PrinterRow } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import type { PowerJob } from '../domain/power-facts.ts'
import { changeJob } from './change-job.ts'
import { requireJob, requireRight } from './job-step.ts'
import type { JobView, Language } from './present.ts'
import { Refused } from './refusal.ts'

const isEqual = (a: PrinterRow, b: PrinterRow): boolean =>
  a.id !== b.id && a.kind === b.kind && a.model === b.model

/** An equal printer that is in service and free for the whole job from now on, if there is one. */
export const findEqualFree = async (
  deps: Deps,
  job: PowerJob,
  printer: PrinterRow,
  printers: PrinterRow[],
): Promise<PrinterRow | undefined> => {
  const startsAt = Math.max(job.startsAt, deps.now())
  const window = { startsAt, endsAt: startsAt + (job.endsAt - job.startsAt) + job.bufferMs }
  const taken = new Set((await selectOccupancy(deps.db, window)).map(({ printerId }) => printerId))
  return printers.find(
    (other) => isEqual(other, printer) && other.serviceState === 'available' && !taken.has(other.id),
  )
}

/**
 * The next person takes the equal printer they were offered instead of waiting: moves the job, and to now where
 * its time has come. Refuses with `invalid_state` when it is not delayed, with `invalid_input` for another kind
 * of machine, and as every move does.
 */
export const acceptOffer = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  { printerId, reason }: { printerId: string; reason?: string | undefined },
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  requireRight(actor, job, reason)
  if (job.status !== 'scheduled' || job.attention !== 'delayed')
    throw new Refused('invalid_state', { extra: { jobStatus: job.status } })
  const [from, to] = await Promise.all([findPrinter(deps.db, job.printerId), findPrinter(deps.db, printerId)])
  if (!from || !to || to.archivedAt !== null || !isEqual(from, to))
    throw new Refused('invalid_input', { errors: [{ path: 'printerId', code: 'no_equal_printer' }] })
  const now = deps.now()
  const isDue = job.startsAt <= now
  return changeJob(deps, actor, language, id, job.version, {
    printerId,
    ...(isDue ? { startsAt: now, endsAt: now + (job.endsAt - job.startsAt) } : {}),
    reason,
  })
}
