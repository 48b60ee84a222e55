import { Temporal } from 'temporal-polyfill'

/** The day an instant falls on, YYYY-MM-DD in the workshop's time zone. */
export const localDay = (at: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** The instant at which a local day is over: its last moment still belongs to it. */
export const endOfDay = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds

/** The local hour, 0 to 23. */
export const localHour = (at: number, timeZone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).hour
