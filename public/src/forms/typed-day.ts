import { Temporal } from 'temporal-polyfill'

const iso = /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/
const digits = /^(?<day>\d{1,2})[./-]\s*(?<month>\d{1,2})[./-]\s*(?<year>\d{4})$/
const words = /^(?<day>\d{1,2})\.?\s+(?<name>\p{L}{3,})\.?\s+(?<year>\d{4})$/u

const months = Array.from({ length: 12 }, (_, index) => index + 1)

const monthNamed = (name: string, language: string) => {
  const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
  const start = name.toLocaleLowerCase(language)
  return months.find((month) =>
    format
      .format(Date.UTC(2026, month - 1))
      .toLocaleLowerCase(language)
      .startsWith(start),
  )
}

/**
 * The day that somebody typed, as YYYY-MM-DD: "31.7.2027", "31/07/2027", "31 Jul 2027" or "2027-07-31", always
 * the day before the month. Nothing as long as it is none: years have four digits, so that half of one is not
 * taken for another.
 */
export function readTypedDay(text: string, language: string): string | null {
  const typed = text.trim()
  const found = (iso.exec(typed) ?? digits.exec(typed) ?? words.exec(typed))?.groups
  if (!found) return null
  const month = found.name === undefined ? Number(found.month) : monthNamed(found.name, language)
  if (month === undefined) return null
  try {
    const date = { year: Number(found.year), month, day: Number(found.day) }
    return Temporal.PlainDate.from(date, { overflow: 'reject' }).toString()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
