import { addDays, addWallClock, localDate, wallClockBetween } from './local-time.ts'
import type { Window } from './window.ts'

export const MAX_SERIES_JOBS = 60

export type Repeat = { every: 'day' | 'week'; count?: number | undefined; until?: number | undefined }

/**
 * The windows of a series: the same wall-clock start and end each day or week, until a count or the
 * local date of `until`, which still counts. Where a spring night skips the start, so that the end
 * would not come after it, the duration stays instead.
 */
export const seriesWindows = (first: Window, { every, count, until }: Repeat, timeZone: string): Window[] => {
  const step = every === 'day' ? 1 : 7
  const lastDate = until === undefined ? undefined : localDate(until, timeZone)
  const windows: Window[] = []
  for (let i = 0; i < Math.min(count ?? MAX_SERIES_JOBS, MAX_SERIES_JOBS); i++) {
    const startsAt = addDays(first.startsAt, i * step, timeZone)
    if (lastDate !== undefined && localDate(startsAt, timeZone) > lastDate) break
    const endsAt = addDays(first.endsAt, i * step, timeZone)
    windows.push({ startsAt, endsAt: endsAt > startsAt ? endsAt : startsAt + first.endsAt - first.startsAt })
  }
  return windows
}

/** How far both ends of a window move on the wall clock, in milliseconds. */
export type Shift = { startMs: number; endMs: number }

export const shiftBetween = (was: Window, wanted: Window, timeZone: string): Shift => ({
  startMs: wallClockBetween(was.startsAt, wanted.startsAt, timeZone),
  endMs: wallClockBetween(was.endsAt, wanted.endsAt, timeZone),
})

/**
 * The window moved as far by the wall clock: local times stay alike across changes of the clocks. Where a
 * spring night would leave nothing of it, the length stays as it was.
 */
export const shiftWindow = (window: Window, { startMs, endMs }: Shift, timeZone: string): Window => {
  const startsAt = addWallClock(window.startsAt, startMs, timeZone)
  const endsAt = addWallClock(window.endsAt, endMs, timeZone)
  return { startsAt, endsAt: endsAt > startsAt ? endsAt : startsAt + window.endsAt - window.startsAt }
}
