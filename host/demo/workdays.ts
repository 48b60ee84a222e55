import { Temporal } from 'temporal-polyfill'

const SATURDAY = 6

/** The local date so many workdays after an instant. */
export const addWorkdays = (now: number, count: number, timeZone: string): Temporal.PlainDate => {
  let day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  for (let left = count; left > 0; ) {
    day = day.add({ days: 1 })
    if (day.dayOfWeek < SATURDAY) left -= 1
  }
  return day
}

/** The instant of a full hour of a local date. */
export const at = (day: Temporal.PlainDate, hour: number, timeZone: string): number =>
  day.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds
