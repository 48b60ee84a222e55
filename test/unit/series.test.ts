import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closureWindows } from '../../worker/domain/closure-windows.ts'
import { localTime } from '../../worker/domain/local-time.ts'
import { isNoShow } from '../../worker/domain/no-show.ts'
import { seriesWindows } from '../../worker/domain/series.ts'
import { at, BERLIN, window } from '../support/facts.ts'

const SUMMER = '+02:00'
const MINUTE = 60_000

test('a daily series passes a leap day and the year’s end', () => {
  const leap = seriesWindows(window(at('2028-02-28T09:00'), 60), { every: 'day', count: 3 }, BERLIN)
  expect(leap.map(({ startsAt }) => startsAt)).toEqual([
    at('2028-02-28T09:00'),
    at('2028-02-29T09:00'),
    at('2028-03-01T09:00'),
  ])
  const year = seriesWindows(window(at('2026-12-28T09:00'), 60), { every: 'week', count: 2 }, BERLIN)
  expect(year[1]?.startsAt).toBe(at('2027-01-04T09:00'))
})

test('a series until a date includes that date, whatever the time of day named', () => {
  const until = (time: number) =>
    seriesWindows(window(at('2026-11-23T22:00'), 60), { every: 'day', until: time }, BERLIN)
  expect(until(at('2026-11-25T00:00'))).toHaveLength(3)
  expect(until(at('2026-11-25T23:59'))).toHaveLength(3)
})

test('a night of a series ends at its wall-clock time, also when the clocks change in it', () => {
  const [, change] = seriesWindows(window(at('2027-03-26T22:00'), 8 * 60), { every: 'day', count: 2 }, BERLIN)
  expect(change).toEqual({ startsAt: at('2027-03-27T22:00'), endsAt: at('2027-03-28T06:00', SUMMER) })
})

test('every window of a series ends after it starts and starts at the same wall-clock time', () => {
  const minute = fc.integer({ min: at('2026-01-01T00:00') / MINUTE, max: at('2030-01-01T00:00') / MINUTE })
  fc.assert(
    fc.property(
      minute,
      fc.integer({ min: 5, max: 4_320 }),
      fc.constantFrom('day' as const, 'week' as const),
      (start, minutes, every) => {
        const first = window(start * MINUTE, minutes)
        const windows = seriesWindows(first, { every, count: 60 }, BERLIN)
        expect(windows).toHaveLength(60)
        for (const { startsAt, endsAt } of windows) expect(endsAt).toBeGreaterThan(startsAt)
        const moved = windows.filter(
          ({ startsAt }) => localTime(startsAt, BERLIN) !== localTime(first.startsAt, BERLIN),
        )
        // Only an hour that spring skips can't be kept.
        for (const { startsAt } of moved) expect(localTime(startsAt, BERLIN)).toMatch(/^03:/)
      },
    ),
    { numRuns: 60 },
  )
})

test('a closure on further dates spans as many days as the first', () => {
  const night = { startsAt: at('2026-12-24T18:00'), endsAt: at('2026-12-26T06:00') }
  expect(closureWindows(night, { dates: ['2027-03-27', '2026-12-24'] }, BERLIN)).toEqual([
    night,
    { startsAt: at('2027-03-27T18:00'), endsAt: at('2027-03-29T06:00', SUMMER) },
  ])
})

const begun = {
  status: 'running' as const,
  startsAt: 0,
  endsAt: 120 * MINUTE,
  startedAt: 5 * MINUTE,
  checkedInAt: null,
}
const after20 = { noShowMinutes: 20, isReachable: true }
test.each([
  ['nobody came', {}, after20, 25, true],
  ['not yet', {}, after20, 24, false],
  ['checked in', { checkedInAt: 1 }, after20, 25, false],
  ['the policy does not care', {}, { ...after20, noShowMinutes: null }, 25, false],
  ['the plug can’t be read', {}, { ...after20, isReachable: false }, 25, false],
  ['its end is left to the rules of the end', {}, after20, 120, false],
  [
    'who never had power has missed nothing',
    { status: 'scheduled' as const, startedAt: null },
    after20,
    60,
    false,
  ],
  ['overruns: somebody printed', { status: 'overrunning' as const }, after20, 60, false],
])('a no-show: %s', (_, more, policy, minute, expected) => {
  expect(isNoShow({ ...begun, ...more }, policy, minute * MINUTE)).toBe(expected)
})
