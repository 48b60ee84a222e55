import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  instantOf,
  isOnGrid,
  isOpenForEnd,
  isOpenForStart,
  isOvernight,
  lastTimeOf,
  localDate,
  nextOnGrid,
  nextOpening,
  weekOf,
  weeksOf,
} from '../../worker/domain/local-time.ts'
import { at, BERLIN, window } from '../support/facts.ts'

const HOUR = 3_600_000
const SUMMER = '+02:00'

test.each([
  ['an ordinary week has 168 hours', at('2026-11-25T12:00'), 168],
  ['the week in which the clocks go forward has 167', at('2027-03-24T12:00'), 167],
  ['the week in which the clocks go back has 169', at('2027-10-27T12:00', SUMMER), 169],
])('%s', (_, instant, hours) => {
  const week = weekOf(instant, BERLIN)
  expect((week.endsAt - week.startsAt) / HOUR).toBe(hours)
  expect(week.startsAt <= instant && instant < week.endsAt).toBe(true)
})

test('a week that spans the year’s end is one week', () => {
  const week = weekOf(at('2026-12-31T23:59'), BERLIN)
  expect(week).toEqual({ startsAt: at('2026-12-28T00:00'), endsAt: at('2027-01-04T00:00') })
  expect(weekOf(at('2027-01-01T00:00'), BERLIN)).toEqual(week)
})

test('Sunday’s last minute and Monday’s first belong to different weeks', () => {
  expect(weeksOf(window(at('2026-11-29T23:30'), 30), BERLIN)).toHaveLength(1)
  expect(weeksOf(window(at('2026-11-29T23:30'), 31), BERLIN)).toHaveLength(2)
})

test.each([
  ['over the spring change', at('2027-03-27T10:00'), 1, at('2027-03-28T10:00', SUMMER)],
  ['over the autumn change', at('2027-10-30T10:00', SUMMER), 1, at('2027-10-31T10:00')],
  ['into the hour that spring skips', at('2027-03-27T02:30'), 1, at('2027-03-28T03:30', SUMMER)],
  [
    'into the hour that autumn repeats, its first pass',
    at('2027-10-30T02:30', SUMMER),
    1,
    at('2027-10-31T02:30', SUMMER),
  ],
  ['over a leap day', at('2028-02-28T09:00'), 1, at('2028-02-29T09:00')],
  ['over the end of a February without one', at('2027-02-28T09:00'), 1, at('2027-03-01T09:00')],
  ['over the year’s end', at('2026-12-31T09:00'), 1, at('2027-01-01T09:00')],
])('a day later keeps the wall-clock time: %s', (_, from, days, expected) => {
  expect(addDays(from, days, BERLIN)).toBe(expected)
})

test.each([
  ['the last of a long month', at('2027-01-31T09:00'), 1, at('2027-02-28T09:00')],
  ['a leap day, a year on', at('2028-02-29T09:00'), 12, at('2029-02-28T09:00')],
  ['from winter to summer', at('2027-01-15T09:00'), 6, at('2027-07-15T09:00', SUMMER)],
])('months later is the same time of day: %s', (_, from, months, expected) => {
  expect(addMonths(from, months, BERLIN)).toBe(expected)
})

test('24:00 is the start of the next day, also on the days of 23 and 25 hours', () => {
  for (const date of ['2027-03-28', '2027-10-31', '2026-12-31', '2028-02-29']) {
    const next = localDate(instantOf(date, '24:00', BERLIN), BERLIN)
    expect(localDate(instantOf(date, '24:00', BERLIN) - 1, BERLIN)).toBe(date)
    expect(next > date).toBe(true)
  }
})

test('the grid follows the wall clock, on both sides of a change', () => {
  expect(isOnGrid(at('2027-03-28T03:20', SUMMER), 20, BERLIN)).toBe(true)
  expect(isOnGrid(at('2026-11-23T10:05'), 10, BERLIN)).toBe(false)
  expect(nextOnGrid(at('2026-11-23T10:05'), 10, BERLIN)).toBe(at('2026-11-23T10:10'))
  expect(nextOnGrid(at('2027-03-28T01:50') + 1, 60, BERLIN)).toBe(at('2027-03-28T03:00', SUMMER))
  expect(nextOnGrid(at('2027-10-31T02:50', SUMMER), 60, BERLIN)).toBe(at('2027-10-31T02:00'))
})

const hours = {
  1: [
    { from: '07:00', to: '12:00' },
    { from: '13:00', to: '24:00' },
  ],
  3: [{ from: '08:00', to: '10:00' }],
}
test.each([
  ['opening', at('2026-11-23T07:00'), true, false],
  ['within', at('2026-11-23T09:00'), true, true],
  ['closing for lunch', at('2026-11-23T12:00'), false, true],
  ['at lunch', at('2026-11-23T12:30'), false, false],
  ['midnight that ends an open day', at('2026-11-24T00:00'), false, true],
  ['a day that is missing', at('2026-11-24T09:00'), false, false],
])('%s: may start, may end', (_, instant, start, end) => {
  expect(isOpenForStart(hours, instant, BERLIN)).toBe(start)
  expect(isOpenForEnd(hours, instant, BERLIN)).toBe(end)
})

test('the next opening is found within a week, later on the same day and on this weekday again', () => {
  expect(nextOpening(hours, at('2026-11-23T07:00'), BERLIN)).toBe(at('2026-11-23T13:00'))
  expect(nextOpening(hours, at('2026-11-23T20:00'), BERLIN)).toBe(at('2026-11-25T08:00'))
  expect(nextOpening({ 3: hours[3] }, at('2026-11-25T08:00'), BERLIN)).toBe(at('2026-12-02T08:00'))
  expect(nextOpening({}, at('2026-11-23T07:00'), BERLIN)).toBeUndefined()
})

test('a job that ends at midnight is not overnight, one minute more is', () => {
  expect(isOvernight(window(at('2026-11-23T22:00'), 120), BERLIN)).toBe(false)
  expect(isOvernight(window(at('2026-11-23T22:00'), 121), BERLIN)).toBe(true)
})

test('the last time of a day is today’s or yesterday’s, by the wall clock', () => {
  const at = (text: string) => Date.parse(text)
  expect(lastTimeOf('06:00', at('2026-11-23T05:00:00Z'), BERLIN)).toBe(at('2026-11-23T05:00:00Z'))
  expect(lastTimeOf('06:00', at('2026-11-23T04:59:59Z'), BERLIN)).toBe(at('2026-11-22T05:00:00Z'))
  // The night before, clocks went back.
  expect(lastTimeOf('06:00', at('2026-10-25T04:00:00Z'), BERLIN)).toBe(at('2026-10-24T04:00:00Z'))
})
