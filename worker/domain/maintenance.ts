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

const MIN_DAYS = 7

/**
 * In how many days it falls due at the pace since the last service; 0 when it is, null when nothing says so: hours
 * and jobs need a week of counting, and some use in it.
 */
export const daysUntilDue = (interval: Interval, { usedMs, jobs, days }: Counters): number | null => {
  const { everyHours, everyJobs, everyDays } = interval
  const atPace = (of: number | null, is: number): number | null => {
    if (of === null) return null
    if (is >= of) return 0
    return days < MIN_DAYS || is === 0 ? null : Math.ceil(((of - is) * days) / is)
  }
  const guesses = [
    everyDays === null ? null : Math.max(0, everyDays - days),
    atPace(everyHours, usedMs / HOUR_MS),
    atPace(everyJobs, jobs),
  ].filter((guess) => guess !== null)
  return guesses.length === 0 ? null : Math.min(...guesses)
}
