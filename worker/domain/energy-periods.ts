import { Temporal } from 'temporal-polyfill'
import type { Window } from './window.ts'

export const ENERGY_RESOLUTIONS = ['minute', 'hour', 'day', 'month'] as const
export type EnergyResolution = (typeof ENERGY_RESOLUTIONS)[number]

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/**
 * The period of the local calendar that an instant lies in. Days have 23, 24 or 25 hours where the clocks
 * change; hours and minutes are the same everywhere.
 */
export const periodOf = (at: number, resolution: EnergyResolution, timeZone: string): Window => {
  if (resolution === 'minute' || resolution === 'hour') {
    const lengthMs = resolution === 'minute' ? MINUTE_MS : HOUR_MS
    const startsAt = Math.floor(at / lengthMs) * lengthMs
    return { startsAt, endsAt: startsAt + lengthMs }
  }
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).startOfDay()
  const first = resolution === 'day' ? day : day.with({ day: 1 }).startOfDay()
  const next = first.add(resolution === 'day' ? { days: 1 } : { months: 1 }).startOfDay()
  return { startsAt: first.epochMilliseconds, endsAt: next.epochMilliseconds }
}
