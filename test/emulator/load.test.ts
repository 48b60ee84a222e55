/** The machines behind the plugs: believable, repeatable, each a little different. */
import { describe, expect, test } from 'vitest'
import { createLoad, type LoadProfile } from '../../bridge/emulator/load.ts'

const MINUTE = 60
const seeds = [1, 2, 3, 4, 5, 6]

/** Average watts from one second of the first run to another. */
function average(profile: LoadProfile, seed: number, from: number, to: number): number {
  const load = createLoad(profile, seed)
  let sum = 0
  for (let second = from; second < to; second++) sum += load.watts(1, second)
  return sum / (to - from)
}

describe.each(seeds)('the printer with seed %i', (seed) => {
  const load = createLoad({ name: 'print', minutes: 30 }, seed)
  const phaseStart = (name: string) => {
    let second = 0
    while (load.phase(1, second) !== name) second += 1
    return second
  }

  test('heats up with about 300 W for some minutes', () => {
    expect(phaseStart('print')).toBeGreaterThan(2 * MINUTE)
    expect(phaseStart('print')).toBeLessThan(6 * MINUTE)
    expect(average('print', seed, 0, phaseStart('print'))).toBeGreaterThan(260)
    expect(average('print', seed, 0, phaseStart('print'))).toBeLessThan(340)
  })

  test('prints with 90 to 130 W on average, its bed heater coming and going', () => {
    const from = phaseStart('print')
    expect(phaseStart('cool-down') - from).toBeCloseTo(30 * MINUTE, -1)
    const watts = average({ name: 'print', minutes: 30 }, seed, from, from + 25 * MINUTE)
    expect(watts).toBeGreaterThan(90)
    expect(watts).toBeLessThan(130)
    const seen = Array.from({ length: 300 }, (_, second) => load.watts(1, from + second))
    expect(Math.min(...seen)).toBeLessThan(75)
    expect(Math.max(...seen)).toBeGreaterThan(160)
  })

  test('stands by with 6 to 10 W afterwards, for ever', () => {
    const from = phaseStart('standby')
    for (const second of [from, from + 1_000, from + 1_000_000]) {
      expect(load.watts(1, second)).toBeGreaterThan(6)
      expect(load.watts(1, second)).toBeLessThan(10)
    }
  })
})

test('the same seed, run and second always give the same watts', () => {
  const load = createLoad('print', 4)
  const watts = [load.watts(1, 500), load.watts(2, 500), load.watts(1, 500)]
  expect(watts[0]).toBe(watts[2])
  expect(createLoad('print', 4).watts(1, 500)).toBe(watts[0])
})

test('the six printers of the demo differ in power and in the length of their prints', () => {
  const lengths = seeds.map((seed) => {
    const load = createLoad('print', seed)
    let second = 0
    while (load.phase(1, second) !== 'standby') second += 1
    return second
  })
  expect(new Set(lengths).size).toBe(6)
  expect(Math.min(...lengths)).toBeGreaterThan(30 * MINUTE)
  expect(Math.max(...lengths)).toBeLessThan(70 * MINUTE)
  expect(new Set(seeds.map((seed) => Math.round(average('heat-up', seed, 0, 60)))).size).toBe(6)
})

test('a failed print falls silent long before its time', () => {
  const load = createLoad({ name: 'failed-print', minutes: 60 }, 2)
  expect(load.phase(1, 5.6 * MINUTE)).toBe('print')
  expect(load.watts(1, 32 * MINUTE)).toBeLessThan(30)
})

test.each([
  ['laser', 300, 1_000],
  ['standby', 6, 10],
  ['heat-up', 260, 340],
  ['none', 0, 0.001],
  ['overload', 3_800, 4_000],
] as const)('%s draws between %f and %f W', (name, least, most) => {
  const watts = average({ name, minutes: 30 }, 1, 60, 240)
  expect(watts).toBeGreaterThanOrEqual(least)
  expect(watts).toBeLessThan(most)
})
