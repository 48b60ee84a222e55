import { Temporal } from 'temporal-polyfill'

/** A day and a time as the wall clock of the workshop shows them: `2026-11-23`, `14:05`. */
export type LocalTime = { date: string; time: string }

/** What the workshop's wall clock shows at an instant (epoch ms). */
export function localTimeAt(at: number, timeZone: string): LocalTime {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}

/**
 * The instant (epoch ms) of a wall clock time; `undefined` if it can't be read. A time that the
 * clock skips in spring moves an hour on; of one that comes twice in autumn it is the first.
 */
export function instantOf({ date, time }: LocalTime, timeZone: string): number | undefined {
  try {
    return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
