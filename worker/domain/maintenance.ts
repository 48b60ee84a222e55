/** When a machine needs something; at least one of them. */
export type Interval = { everyHours: number | null; everyJobs: number | null; everyDays: number | null }
/** What the machine did since. */
export type Counters = { usedMs: number; jobs: number; days: number }

export type Due = {
  state: 'ok' | 'soon' | 'overdue'
  /** How much of the interval is used up, percent; above 100 it is overdue. */
  percent: number
  because: 'hours' | 'jobs' | 'days'
}

const HOUR_MS = 3_600_000
const SOON_FROM = 90

/** Whichever comes first decides. */
export const judgeDue = (interval: Interval, counters: Counters): Due => {
  const shares = [
    { because: 'hours', of: interval.everyHours, is: counters.usedMs / HOUR_MS },
    { because: 'jobs', of: interval.everyJobs, is: counters.jobs },
    { because: 'days', of: interval.everyDays, is: counters.days },
  ] as const
  let due: Due = { state: 'ok', percent: 0, because: 'days' }
  for (const { because, of, is } of shares) {
    if (of === null) continue
    const percent = Math.floor((100 * is) / of)
    if (percent < due.percent) continue
    due = { state: percent >= 100 ? 'overdue' : percent >= SOON_FROM ? 'soon' : 'ok', percent, because }
  }
  return due
}
