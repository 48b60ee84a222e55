/** By what figures are summed; up to two at once. */
export const DAY_GROUPINGS = ['printer', 'user', 'costCentre', 'cohort', 'day', 'week', 'month'] as const
export type DayGrouping = (typeof DAY_GROUPINGS)[number]

/** By what booked time by weekday and hour is told apart; cost centres and cohorts are not kept by the hour. */
export const HEAT_GROUPINGS = ['printer', 'user', 'day', 'week', 'month'] as const
export type HeatGrouping = (typeof HEAT_GROUPINGS)[number]
