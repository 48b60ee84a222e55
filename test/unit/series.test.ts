import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closureWindows } from '../../worker/domain/closure-windows.ts'
import { localTime } from '../../worker/domain/local-time.ts'
import { seriesWindows, shiftBetween, shiftWindow } from '../../worker/domain/series.ts'
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

const SHIFTS = [
  ['over the night that is an hour short', '2027-03-25T10:00', '2027-03-25T11:30'],
  ['over the night that is an hour long', '2027-10-28T10:00', '2027-10-27T08:00'],
  ['over the year’s end', '2026-12-29T22:00', '2026-12-30T20:15'],
  ['over a leap day', '2028-02-26T09:00', '2028-02-27T09:00'],
] as const
test.each(SHIFTS)('a series that moves %s is the series from the new start', (_, from, to) => {
  const zone = (text: string) => (text.startsWith('2027-10') ? SUMMER : undefined)
  const was = window(at(from, zone(from)), 120)
  const wanted = window(at(to, zone(to)), 90)
  const shift = shiftBetween(was, wanted, BERLIN)
  const moved = seriesWindows(was, { every: 'day', count: 6 }, BERLIN).map((one) =>
    shiftWindow(one, shift, BERLIN),
  )
  expect(moved).toEqual(seriesWindows(wanted, { every: 'day', count: 6 }, BERLIN))
})

test('whatever moves by the wall clock shows the moved time, and what stays stays to the millisecond', () => {
  const start = fc.integer({ min: at('2026-01-01T00:00') / MINUTE, max: at('2030-01-01T00:00') / MINUTE })
  const by = fc.integer({ min: -3_000, max: 3_000 })
  fc.assert(
    fc.property(start, fc.integer({ min: 5, max: 4_320 }), by, by, (minute, minutes, startBy, endBy) => {
      const was = window(minute * MINUTE, minutes)
      expect(shiftWindow(was, { startMs: 0, endMs: 0 }, BERLIN)).toEqual(was)
      const moved = shiftWindow(was, { startMs: startBy * MINUTE, endMs: endBy * MINUTE }, BERLIN)
      expect(moved.endsAt > moved.startsAt || endBy < startBy).toBe(true)
      const shown = shiftBetween(was, moved, BERLIN)
      // Only an hour that spring skips can't be shown: then it is one later.
      expect([startBy * MINUTE, (startBy + 60) * MINUTE]).toContain(shown.startMs)
    }),
    { numRuns: 200 },
  )
})
