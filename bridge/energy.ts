/** A point in time at which a plug told its load and its counters. */
export type Sample = {
  at: number
  watts: number | null
  todayWh: number | null
  monthWh: number | null
  /** The device that told it (MAC): behind the same plug id there may be another one after an exchange. */
  device: string | null
}

/** Beyond it the load in between is a guess, and the plug's own counter knows better. */
const longestGapMs = 30_000

/**
 * Energy between two samples, milliwatt-hours, never negative.
 *
 * Short gaps: the mean of both loads. Long ones: what the plug's counters gained, in whole watt-hours. The
 * month's counter runs on over midnight; where it began anew, or is not known, the day's counter speaks, and
 * a smaller figure counts from zero. Neither: 0. Between two devices nothing is known either.
 */
export const energyBetweenMwh = (before: Sample, after: Sample): number => {
  const gapMs = after.at - before.at
  if (gapMs <= 0 || isExchanged(before, after)) return 0
  if (gapMs <= longestGapMs && before.watts !== null && after.watts !== null)
    return (((before.watts + after.watts) / 2) * gapMs) / 3600
  if (before.monthWh !== null && after.monthWh !== null && after.monthWh >= before.monthWh)
    return (after.monthWh - before.monthWh) * 1000
  if (before.todayWh === null || after.todayWh === null) return 0
  const gainedWh = after.todayWh >= before.todayWh ? after.todayWh - before.todayWh : after.todayWh
  return gainedWh * 1000
}

const isExchanged = (before: Sample, after: Sample): boolean =>
  before.device !== null && after.device !== null && before.device !== after.device
