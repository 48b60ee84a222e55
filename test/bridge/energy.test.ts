import { expect, test } from 'vitest'
import { energyBetweenMwh, type Sample } from '../../bridge/energy.ts'

const MINUTE = 60_000
const sample = (minute: number, more: Partial<Sample>): Sample => ({
  at: minute * MINUTE,
  watts: null,
  todayWh: null,
  monthWh: null,
  device: 'A',
  ...more,
})

test.each([
  ['between two readings it is the mean load', sample(0, { watts: 90 }), sample(0.25, { watts: 110 }), 417],
  ['over a gap it is the gain of the day', sample(0, { todayWh: 100 }), sample(60, { todayWh: 190 }), 90_000],
  [
    'over midnight it is the gain of the month',
    sample(0, { todayWh: 800, monthWh: 5_800 }),
    sample(600, { todayWh: 900, monthWh: 6_900 }),
    1_100_000,
  ],
  [
    'over the end of a month it is what the new day tells',
    sample(0, { todayWh: 800, monthWh: 5_800 }),
    sample(600, { todayWh: 120, monthWh: 120 }),
    120_000,
  ],
  ['a counter that fell began anew', sample(0, { todayWh: 800 }), sample(600, { todayWh: 30 }), 30_000],
  ['where nothing is told nothing is known', sample(0, {}), sample(600, { todayWh: 30 }), 0],
  [
    'another device behind the same plug has its own counters',
    sample(0, { todayWh: 10, monthWh: 20 }),
    sample(600, { todayWh: 900, monthWh: 9_000, device: 'B' }),
    0,
  ],
  ['time that ran backwards has used nothing', sample(5, { watts: 90 }), sample(4, { watts: 90 }), 0],
])('%s', (_, before, after, mwh) => {
  expect(Math.round(energyBetweenMwh(before, after))).toBe(mwh)
})
