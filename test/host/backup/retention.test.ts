import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KEEP, retained } from '../../../host/backup/retention.ts'

const HOUR_MS = 3_600_000
const NOW = Date.parse('2026-11-23T10:07:00Z')

/** One backup an hour for so many hours. */
const hourly = (hours: number) => Array.from({ length: hours }, (_, index) => ({ at: NOW - index * HOUR_MS }))
const days = (kept: Set<{ at: number }>): string[] =>
  [...kept].map(({ at }) => new Date(at).toISOString().slice(0, 13)).sort()

test('after two years of hourly backups 24 hours, 30 days and 12 months are left', () => {
  const kept = retained(hourly(2 * 365 * 24))
  const names = days(kept)
  // The newest of the day and of the month are already among the hours and the days.
  expect(names.filter((name) => name > '2026-11-22T10')).toHaveLength(24)
  expect(new Set(names.map((name) => name.slice(0, 10))).size).toBeGreaterThanOrEqual(KEEP.days)
  expect(new Set(names.map((name) => name.slice(0, 7))).size).toBe(KEEP.months)
  expect(kept.size).toBeLessThanOrEqual(KEEP.hours + KEEP.days + KEEP.months)
  expect(names[0]).toBe('2025-12-31T23')
})

test('a Pi that was off for a year has lost nothing of what it had', () => {
  const before = hourly(10).map(({ at }) => ({ at: at - 365 * 24 * HOUR_MS }))
  const kept = retained([...before, { at: NOW }])
  expect(kept.size).toBe(11)
})

test('the newest backup always stays, and thinning out twice changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: NOW }), { minLength: 1, maxLength: 300 }), (times) => {
      const backups = times.map((at) => ({ at }))
      const kept = retained(backups)
      expect([...kept].map(({ at }) => at)).toContain(Math.max(...times))
      expect(retained([...kept])).toEqual(kept)
    }),
  )
})
