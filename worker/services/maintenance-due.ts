import type { CountedPlan } from '../db/maintenance.ts'
import type { Deps } from '../deps.ts'
import { localDay } from '../domain/local-day.ts'
import { addDays } from '../domain/local-time.ts'
import { type Counters, type Due, daysUntilDue, judgeDue } from '../domain/maintenance.ts'

const DAY_MS = 86_400_000
const MAX_DAYS_AHEAD = 3_650

const countersOf = (deps: Deps, { plan, lastDoneOn, usedMs, jobs }: CountedPlan): Counters => {
  const from = lastDoneOn ?? localDay(plan.createdAt, deps.config.timeZone)
  const days = (Date.parse(localDay(deps.now(), deps.config.timeZone)) - Date.parse(from)) / DAY_MS
  return { usedMs, jobs, days }
}

/** How far a plan's interval is used up today. */
export const dueOf = (deps: Deps, counted: CountedPlan): Due =>
  judgeDue(counted.plan, countersOf(deps, counted))

/** The local day it falls due at the latest pace, or did; beyond ten years it is no date to plan with. */
export const dueOnOf = (deps: Deps, counted: CountedPlan): string | null => {
  const days = daysUntilDue(counted.plan, countersOf(deps, counted))
  return days === null || days > MAX_DAYS_AHEAD
    ? null
    : localDay(addDays(deps.now(), days, deps.config.timeZone), deps.config.timeZone)
}
