import { Temporal } from 'temporal-polyfill'

/** The last local day an account is good for, as a date field holds it; empty for no end. */
export function lastDayOf(expiresAt: string | null, timeZone: string): string {
  if (expiresAt === null) return ''
  // An end at midnight belongs to the day before.
  const lastMoment = Temporal.Instant.from(expiresAt).subtract({ milliseconds: 1 })
  return lastMoment.toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

/** The end of a local day, which the account is still good for; `null` for an empty field. */
export function endOfDay(day: string, timeZone: string): string | null {
  if (day === '') return null
  const next = Temporal.PlainDate.from(day).add({ days: 1 })
  return next.toZonedDateTime(timeZone).toInstant().toString()
}
