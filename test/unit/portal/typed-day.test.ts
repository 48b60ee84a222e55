import { expect, test } from 'vitest'
import { readTypedDay } from '../../../public/src/forms/typed-day.ts'

test.each([
  ['31.07.2027', 'de', '2027-07-31'],
  ['1.2.2027', 'de', '2027-02-01'],
  ['1. 2. 2027', 'de', '2027-02-01'],
  ['1. März 2027', 'de', '2027-03-01'],
  ['31/07/2027', 'en', '2027-07-31'],
  ['31 Jul 2027', 'en', '2027-07-31'],
  [' 3 december 2026 ', 'en', '2026-12-03'],
  ['2027-07-31', 'en', '2027-07-31'],
  // Not one yet, or none at all.
  ['31.07.', 'de', null],
  ['31.07.27', 'de', null],
  ['31.02.2027', 'de', null],
  ['07/31/2027', 'en', null],
  ['31 Foo 2027', 'en', null],
  ['morgen', 'de', null],
  ['', 'de', null],
])('%j typed in %s is %s', (text, language, day) => {
  expect(readTypedDay(text, language)).toBe(day)
})
