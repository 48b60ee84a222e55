import { insertAuditIfChanged } from '../db/audit-events.ts'
import { selectPeaks } from '../db/plug-minutes.ts'
import { findPrinter, type PrinterRow, updatePrinter } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { calibrate } from '../domain/load.ts'
import { type PowerPolicyOverride, powerPolicyOf } from '../domain/power-policy.ts'
import type { Window } from '../domain/window.ts'
import { changesBetween, deedOf } from './audit.ts'
import { Refused } from './refusal.ts'

/** More minutes than the longest calibration has. */
const MAX_CALIBRATION_MINUTES = 4_400

const requirePrinter = async (deps: Deps, id: string): Promise<PrinterRow> => {
  const printer = await findPrinter(deps.db, id)
  if (!printer || printer.archivedAt !== null) throw new Refused('not_found')
  return printer
}

const present = (printer: PrinterRow) => ({
  effective: powerPolicyOf(printer, printer.powerPolicy),
  overrides: printer.powerPolicy,
})

/** What the printer overrides, and what is in force with the defaults of its kind and model. */
export const readPowerPolicy = async (deps: Deps, id: string) => present(await requirePrinter(deps, id))

/** Replaces the overrides as a whole. Refuses with `invalid_input` when busy would begin below idle. */
export const changePowerPolicy = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  overrides: PowerPolicyOverride,
) => {
  const printer = await requirePrinter(deps, id)
  const { idleWatts, busyWatts } = overrides
  if (idleWatts !== undefined && busyWatts !== undefined && busyWatts < idleWatts)
    throw new Refused('invalid_input', { errors: [{ path: 'busyWatts', code: 'busy_below_idle' }] })
  const changes = changesBetween({ powerPolicy: printer.powerPolicy }, { powerPolicy: overrides })
  const deed = { at: deps.now(), action: 'printer.change_power_policy', entityId: id, changes } as const
  await deps.db.batch([
    updatePrinter(deps.db, id, { powerPolicy: overrides }),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
  ])
  deps.board.forget()
  deps.nudgePower()
  return present({ ...printer, powerPolicy: overrides })
}

/**
 * Proposes thresholds from what was measured in the window: a print, with some minutes of standing by. Changes
 * nothing. Refuses with `invalid_input` when the window does not show both.
 */
export const proposeThresholds = async (deps: Deps, id: string, window: Window) => {
  const printer = await requirePrinter(deps, id)
  if (printer.plugId === null) throw new Refused('invalid_state')
  const peaks = await selectPeaks(deps.db, printer.plugId, window, MAX_CALIBRATION_MINUTES)
  const watts = peaks.flatMap(({ peakMw }) => (peakMw === null ? [] : [peakMw / 1_000]))
  const found = calibrate(watts)
  if (!found.ok) throw new Refused('invalid_input', { errors: [{ path: 'from', code: found.because }] })
  const { idleWatts, busyWatts, standbyWatts, workingWatts } = found
  return { idleWatts, busyWatts, standbyWatts, workingWatts, minutes: watts.length }
}
