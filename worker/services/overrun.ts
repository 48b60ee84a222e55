import { selectOccupancy } from '../db/jobs.ts'
import type { PrinterRow } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { PowerJob } from '../domain/power.ts'

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
    ({ id, kind, model, serviceState }) =>
      id !== printer.id &&
      kind === printer.kind &&
      model === printer.model &&
      serviceState === 'available' &&
      !taken.has(id),
  )
}
