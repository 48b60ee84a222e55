import { expect, test } from 'vitest'
import { instantOfField, localField } from '../../../public/src/forms/local-instant.ts'
import { csvOf } from '../../../public/src/pages/import-people/csv.ts'
import { endOfDay, lastDayOf } from '../../../public/src/people/expiry.ts'

const berlin = 'Europe/Berlin'

test.each([
  ['2026-07-31', '2026-07-31T22:00:00Z'],
  ['2026-12-31', '2026-12-31T23:00:00Z'],
  // The night the clocks go back and forth.
  ['2026-10-25', '2026-10-25T23:00:00Z'],
  ['2026-03-29', '2026-03-29T22:00:00Z'],
])('an account that is good until %s is good for all of that local day', (day, end) => {
  expect(endOfDay(day, berlin)).toBe(end)
  expect(lastDayOf(end, berlin)).toBe(day)
})

test('no day is no end', () => {
  expect(endOfDay('', berlin)).toBeNull()
  expect(lastDayOf(null, berlin)).toBe('')
})

test('a date and time field holds the workshop’s wall clock, whatever the browser’s zone', () => {
  const at = Date.parse('2026-11-23T09:30:00.000Z')
  expect(localField(at, berlin)).toBe('2026-11-23T10:30')
  expect(instantOfField('2026-11-23T10:30', berlin)).toBe('2026-11-23T09:30:00.000Z')
  expect(instantOfField('', berlin)).toBe('')
})

test('a list of passwords opens in a German spreadsheet, and no cell is a formula', () => {
  expect(
    csvOf([
      ['Name', 'Passwort'],
      ['=HYPERLINK("x")', 'a;"b"'],
    ]),
  ).toBe('\ufeff"Name";"Passwort"\r\n"\'=HYPERLINK(""x"")";"a;""b"""\r\n')
})
