import { expect, test } from 'vitest'
import { instructedUntil } from '../../../worker/domain/instruction.ts'

const at = Date.parse('2026-08-31T10:00:00Z')
const until = (validMonths: number | null, minorMonths: number | null, adultOn?: string) => {
  const end = instructedUntil(
    { validMonths, minorMonths },
    { at, today: '2026-08-31', adultOn, timeZone: 'Europe/Berlin' },
  )
  return end === null ? null : new Date(end).toISOString()
}

test.each([
  ['a year for adults', until(12, 6), '2027-08-31T10:00:00.000Z'],
  // February has no 31st, and no summer time.
  ['half a year for minors', until(12, 6, '2026-09-01'), '2027-02-28T11:00:00.000Z'],
  ['who comes of age today is an adult', until(12, 6, '2026-08-31'), '2027-08-31T10:00:00.000Z'],
  ['the shorter time counts', until(3, 6, '2027-09-01'), '2026-11-30T11:00:00.000Z'],
  ['for minors as for everybody', until(12, null, '2027-09-01'), '2027-08-31T10:00:00.000Z'],
  ['for ever, but not for minors', until(null, 6, '2027-09-01'), '2027-02-28T11:00:00.000Z'],
  ['for ever', until(null, null, '2027-09-01'), null],
])('%s', (_, end, expected) => {
  expect(end).toBe(expected)
})
