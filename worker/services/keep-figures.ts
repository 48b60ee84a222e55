import type { Deps } from '../deps.ts'
import { learnDue, measureFinished } from './power-signature.ts'
import { refreshUsage } from './usage.ts'
import { watchMaintenance } from './watch-maintenance.ts'
import { watchPrints } from './watch-prints.ts'

/** After an update years wait: a pass does what it can in a short time, the rest is for the next ones. */
const A_PASS = { maxDays: 90, budgetMs: 3_000 }

/** What each pass does for the figures, a little at a time; nothing of it is needed for power. */
export const keepFigures = async (deps: Deps): Promise<void> => {
  await watchPrints(deps)
  await measureFinished(deps)
  await learnDue(deps)
  await refreshUsage(deps, A_PASS)
  await watchMaintenance(deps)
}
