import { expect, test } from 'vitest'
import {
  similarity,
  suggestDuration,
  usedShare,
  usualShareOf,
} from '../../../worker/domain/planned-measured.ts'

const MINUTE = 60_000
const habit = (title: string, bookedMinutes: number, workedMinutes: number) => ({
  title,
  bookedMs: bookedMinutes * MINUTE,
  workedMs: workedMinutes * MINUTE,
})

test.each([
  ['Halter', 'Halter v2', 0.9, 1],
  ['Halter (3)', 'halter', 0.9, 1],
  ['Gehäuse Sensor', 'Sensor-Gehäuse', 0.6, 1],
  ['Halter', 'Zahnrad', 0, 0.3],
  ['', 'Halter', 0, 0.35],
])('“%s” and “%s”', (one, other, least, most) => {
  const same = similarity(one, other)
  expect(same).toBeGreaterThanOrEqual(least)
  expect(same).toBeLessThanOrEqual(most)
  expect(similarity(other, one)).toBe(same)
})

test('prints with a similar title say how long to book', () => {
  const habits = [habit('Halter', 240, 100), habit('Halter v2', 240, 110), habit('Halter 3', 240, 120)]
  const asked = { title: 'Halter v4', wishedMinutes: 240, slotMinutes: 5 }
  expect(suggestDuration(habits, asked)).toEqual({ minutes: 135, jobs: 3, basis: 'similar_titles' })
})

test('without similar prints the wish is cut to what is usually used, and never made longer', () => {
  const habits = [habit('A', 100, 50), habit('B', 200, 90), habit('C', 300, 160)]
  const asked = { title: 'Zahnrad', wishedMinutes: 200, slotMinutes: 15 }
  expect(suggestDuration(habits, asked)).toEqual({ minutes: 120, jobs: 3, basis: 'usual_share' })
  const tight = [habit('A', 100, 100), habit('B', 200, 220), habit('C', 300, 310)]
  expect(suggestDuration(tight, asked)?.minutes).toBe(200)
})

test('two jobs are no habit', () => {
  const habits = [habit('Halter', 240, 100), habit('Halter', 240, 100)]
  expect(suggestDuration(habits, { title: 'Halter', wishedMinutes: 240, slotMinutes: 5 })).toBeNull()
  expect(usualShareOf(habits)).toBeNull()
})

test('time beyond the booking does not make up for time that was not used', () => {
  expect(usedShare([habit('A', 100, 300), habit('B', 100, 0)])).toBe(50)
  expect(usedShare([])).toBeNull()
})
