import { addDays, instantOf, localDate, localTime } from './local-time.ts'
import type { Window } from './window.ts'

export const MAX_CLOSURE_WINDOWS = 120

/** How a closure repeats: each week until a local date, or on further local dates. */
export type ClosureRepeat = { every: 'week'; until: string } | { dates: string[] }

/**
 * All windows of a closure. Wall-clock times stay the same across changes of the clocks; a date
 * keeps the number of days the first window spans.
 */
export const closureWindows = (first: Window, repeat: ClosureRepeat | null, timeZone: string): Window[] => {
  if (repeat === null) return [first]
  if ('dates' in repeat) {
    const others = repeat.dates
      .map((date) => shiftedTo(date, first, timeZone))
      .filter(({ startsAt }) => startsAt !== first.startsAt)
    return [first, ...others].sort((a, b) => a.startsAt - b.startsAt)
  }
  const windows: Window[] = []
  for (let week = 0; week < MAX_CLOSURE_WINDOWS; week++) {
    const startsAt = addDays(first.startsAt, week * 7, timeZone)
    if (localDate(startsAt, timeZone) > repeat.until) break
    windows.push({ startsAt, endsAt: addDays(first.endsAt, week * 7, timeZone) })
  }
  return windows
}

const shiftedTo = (date: string, first: Window, timeZone: string): Window => {
  const days = daysBetween(localDate(first.startsAt, timeZone), date)
  return {
    startsAt: instantOf(date, localTime(first.startsAt, timeZone), timeZone),
    endsAt: addDays(first.endsAt, days, timeZone),
  }
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
