import type { Deps } from '../deps.ts'
import { learnNext, measureFinished } from './power-signature.ts'
import { refreshUsage } from './usage.ts'
import { watchMaintenance } from './watch-maintenance.ts'
import { watchPrints } from './watch-prints.ts'

/** A few days a pass: after an update years wait, and a pass stays short. */
const DAYS_A_PASS = 5

/** What each pass does for the figures, a little at a time; nothing of it is needed for power. */
export const keepFigures = async (deps: Deps): Promise<void> => {
  await watchPrints(deps)
  await measureFinished(deps)
  await learnNext(deps)
  await refreshUsage(deps, DAYS_A_PASS)
  await watchMaintenance(deps)
}
