import type { PlugStateRow } from '../db/plug-states.ts'
import type { PowerOverride } from '../db/power-switches.ts'
import type { PrinterRow } from '../db/printers.ts'
import { iso } from './present.ts'

/** What was recorded of why plugs are what they are. */
export type RecordedReasons = { states: PlugStateRow[]; overrides: PowerOverride[] }

/**
 * Why the plug is what it is, by the newest power pass: every state has an explanation. `until` only where
 * somebody switched by hand, `atPlug` where it was with the plug's own button. `null` without a plug, and before it was seen for the first time.
 */
export const presentReason = (printer: PrinterRow, { states, overrides }: RecordedReasons) => {
  const state = states.find(({ plugId }) => plugId === printer.plugId)
  if (!state) return null
  const override = overrides.find(({ printerId }) => printerId === printer.id)
  return {
    kind: state.reason,
    since: iso(state.reasonSince),
    jobId: state.jobId,
    until: override ? iso(override.endsAt) : null,
    atPlug: override !== undefined && override.jobId !== null,
  }
}
