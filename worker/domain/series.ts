import { addDays, localDate } from './local-time.ts'
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
