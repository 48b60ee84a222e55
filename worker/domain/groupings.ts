/** By what figures are summed; up to two at once. */
export const DAY_GROUPINGS = ['printer', 'user', 'costCentre', 'cohort', 'day', 'week', 'month'] as const
export type DayGrouping = (typeof DAY_GROUPINGS)[number]
