import { instantOf, localTimeAt } from '../booking/local-time.ts'

/** What a `datetime-local` field holds for an instant (epoch ms), by the workshop's wall clock. */
export function localField(at: number, timeZone: string): string {
  const { date, time } = localTimeAt(at, timeZone)
  return `${date}T${time}`
}

/** The instant such a field means, as ISO 8601; empty for one that can't be read. */
export function instantOfField(field: string, timeZone: string): string {
  const [date = '', time = ''] = field.split('T')
  const at = instantOf({ date, time }, timeZone)
  return at === undefined ? '' : new Date(at).toISOString()
}
