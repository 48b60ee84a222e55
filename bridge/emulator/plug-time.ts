/**
 * The plug's own idea of the time: settable, may drift, and lost with the mains. It showed `base` (epoch ms) at the
 * true time `setAt` and runs `rate` times as fast since; `timeDiff` are minutes east of UTC without daylight saving,
 * as the plug reports it, and `region` (IANA) decides local midnight.
 */
import { Temporal } from 'temporal-polyfill'
import type { PlugTime } from './device-state.ts'

/** Where a plug's clock starts after mains loss, and what it fails with until it is set. */
export const UNSET_TIME = Date.UTC(2000, 0, 1)
const EARLIEST_CREDIBLE_TIME = Date.UTC(2016, 0, 1)

export const plugNow = (time: PlugTime, trueNow: number): number =>
  Math.floor(time.base + (trueNow - time.setAt) * time.rate)

/** The first true millisecond at which the plug shows `shown` or later. */
export const whenShown = (time: PlugTime, shown: number): number =>
  Math.ceil(time.setAt + (shown - time.base) / time.rate)

export const isTimeSet = (time: PlugTime, trueNow: number): boolean =>
  plugNow(time, trueNow) >= EARLIEST_CREDIBLE_TIME

/** Local date and time of a moment the plug shows. */
export const localTime = (time: PlugTime, shown: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(shown).toZonedDateTimeISO(time.region)

/** `2026-11-23 09:05:00`, as the plug writes its local time. */
export const localText = (time: PlugTime, shown: number): string =>
  localTime(time, shown)
    .toPlainDateTime()
    .round({ smallestUnit: 'second', roundingMode: 'floor' })
    .toString()
    .replace('T', ' ')

/** Whether Node knows this time zone. */
export function isRegion(region: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(region)
    return true
  } catch {
    return false
  }
}
