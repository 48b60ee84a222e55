import { selectConflicts, selectOccupancy } from '../db/jobs.ts'
import { type PrinterRow, selectPrinters } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import { alternatives } from '../domain/free-slots.ts'
import type { Window } from '../domain/window.ts'
import { iso, presentJob, type Viewer } from './present.ts'

/** How far ahead an alternative is looked for. */
const HORIZON_MS = 7 * 24 * 3_600_000

/** Why a slot is taken and what could be had instead. */
export const readConflict = async (deps: Deps, viewer: Viewer, printer: PrinterRow, wanted: Window) => {
  const [conflicts, printers, occupied] = await deps.db.batch([
    selectConflicts(deps.db, printer.id, wanted),
    selectPrinters(deps.db),
    selectOccupancy(deps.db, { startsAt: wanted.startsAt, endsAt: wanted.endsAt + HORIZON_MS }),
  ])
  const takenOf = (printerId: string) => ({
    printerId,
    taken: occupied
      .filter((job) => job.printerId === printerId)
      .map(({ startsAt, occupiedUntil }) => ({ startsAt, endsAt: occupiedUntil })),
  })
  const equals = printers.filter(
    ({ id, kind, model, serviceState }) =>
      id !== printer.id && kind === printer.kind && model === printer.model && serviceState === 'available',
  )
  const slots = alternatives(
    { printerId: printer.id, startsAt: wanted.startsAt, endsAt: wanted.endsAt },
    takenOf(printer.id),
    equals.map(({ id }) => takenOf(id)),
    HORIZON_MS,
  )
  return {
    conflicts: conflicts.map((job) => presentJob(job, viewer)),
    alternatives: slots.map(({ printerId, startsAt, endsAt }) => ({
      printerId,
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
    })),
  }
}
