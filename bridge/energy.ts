/** A point in time at which a plug told its load. */
export type Sample = { at: number; watts: number | null; todayWh: number | null }

/** Beyond it the load in between is a guess, and the plug's own counter knows better. */
const longestGapMs = 30_000

/**
 * Energy between two samples, milliwatt-hours, never negative.
 *
 * Short gaps: the mean of both loads. Long ones: what the plug's counter of the day gained, in whole
 * watt-hours; it starts again at the plug's midnight, so a smaller figure counts from zero. Neither: 0.
 */
export const energyBetweenMwh = (before: Sample, after: Sample): number => {
  const gapMs = after.at - before.at
  if (gapMs <= 0) return 0
  if (gapMs <= longestGapMs && before.watts !== null && after.watts !== null)
    return (((before.watts + after.watts) / 2) * gapMs) / 3600
  if (before.todayWh === null || after.todayWh === null) return 0
  const gainedWh = after.todayWh >= before.todayWh ? after.todayWh - before.todayWh : after.todayWh
  return gainedWh * 1000
}
