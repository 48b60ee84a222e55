import { describe, expect, test } from 'vitest'
import { calibrate, judgeLoad, type LoadSample } from '../../worker/domain/load.ts'
import { emulatedTrace, historyOf, MADE_MACHINES } from '../support/power-traces.ts'

const MINUTE = 60_000
const NOW = Date.parse('2026-11-23T09:00:00.000Z')
const THRESHOLDS = { idleWatts: 20, busyWatts: 30, idleMinutes: 3 }

/** One sample a minute up to now, oldest first; `null`: not known, `undefined`: there is none. */
const minutes = (...watts: (number | null | undefined)[]): LoadSample[] =>
  watts.flatMap((peakWatts, i) => {
    const endsAt = NOW - (watts.length - 1 - i) * MINUTE
    return peakWatts === undefined ? [] : [{ startsAt: endsAt - MINUTE, endsAt, peakWatts }]
  })

describe('idle', () => {
  test.each([
    ['is three quiet minutes', minutes(90, 8, 8, 8), 'idle', 3],
    ['is not two', minutes(90, 8, 8), 'busy', 2],
    ['is not a working machine', minutes(8, 8, 8, 90), 'busy', null],
    ['begins anew after each burst', minutes(8, 8, 30, 8, 8), 'busy', 2],
    ['stays idle in between the thresholds', minutes(8, 25, 29, 25), 'idle', 4],
    ['does not begin in between the thresholds', minutes(90, 25, 25, 25, 25), 'busy', null],
    ['begins below the lower one', minutes(90, 25, 19, 25, 25), 'idle', 3],
    ['counts a plug that is off', minutes(0, 0, 0), 'idle', 3],
  ] as const)('%s', (_, samples, state, quietMinutes) => {
    const load = judgeLoad([...samples], THRESHOLDS, NOW)
    expect(load.state).toBe(state)
    expect(load.quietSince).toBe(quietMinutes === null ? null : NOW - quietMinutes * MINUTE)
  })
})

describe('nobody knows', () => {
  const long = { startsAt: NOW - 10 * MINUTE, endsAt: NOW, peakWatts: 8 }
  test.each([
    ['without any reading', []],
    ['when the newest is not known', minutes(8, 8, 8, null)],
    ['when the newest is old', minutes(8, 8, 8, undefined, undefined)],
    ['when the newest covers a long time', [long]],
  ])('%s', (_, samples) => {
    expect(judgeLoad(samples, THRESHOLDS, NOW)).toEqual({ state: 'unsure', quietSince: null })
  })

  test.each([
    ['an unknown minute', minutes(8, 8, null, 8, 8)],
    ['a minute without a row', minutes(8, 8, undefined, 8, 8)],
  ])('%s ends the quiet: something may have worked in it', (_, samples) => {
    expect(judgeLoad(samples, THRESHOLDS, NOW)).toEqual({ state: 'busy', quietSince: NOW - 2 * MINUTE })
  })
})

describe('a calibration', () => {
  const print = [9, 9, 8, 9, 300, 310, 120, 118, 130, 240, 115, 9, 9, 8]

  test('puts the thresholds between standing by and working', () => {
    const found = calibrate(print)
    expect(found).toMatchObject({ ok: true, standbyWatts: 9, workingWatts: 115 })
    if (!found.ok) return
    expect(found.idleWatts).toBeGreaterThan(9)
    expect(found.busyWatts).toBeGreaterThanOrEqual(found.idleWatts)
    expect(found.busyWatts).toBeLessThan(115)
  })

  test('says why it can not', () => {
    expect(calibrate([9, 120])).toEqual({ ok: false, because: 'too_few_minutes' })
    expect(calibrate(Array.from({ length: 20 }, (_, i) => 100 + i))).toEqual({
      ok: false,
      because: 'no_contrast',
    })
    // A plug that was off says nothing of the machine.
    expect(calibrate([...Array(20).fill(0), 9, 120])).toEqual({ ok: false, because: 'too_few_minutes' })
  })

  test('is not misled by single odd minutes', () => {
    const odd = [...print, 0.8, 1.1, 2_400, 2_390]
    expect(calibrate(odd)).toMatchObject({ ok: true, standbyWatts: 9, workingWatts: 115 })
  })

  const emulated = ([1, 2, 3, 4, 5] as const).map((seed) => ({
    machine: `emulated printer ${seed}`,
    trace: [
      ...emulatedTrace({ phases: [{ name: 'standby', watts: 7 + seed / 2 }] }, seed, 1, 6),
      ...emulatedTrace({ name: 'print', minutes: 30 }, seed, 1, 60),
    ],
  }))
  const made = MADE_MACHINES.map((machine) => ({ machine, trace: historyOf(machine, 3) }))

  test.each([
    ...emulated,
    ...made,
  ])('of $machine never takes a recorded print for idle, nor standing by for work', ({ trace }) => {
    const found = calibrate(trace.flatMap(({ peakWatts }) => peakWatts ?? []))
    expect(found.ok).toBe(true)
    if (!found.ok) return
    const judged = trace.map((minute, i) => {
      const until = minute.endsAt
      const { state } = judgeLoad(
        trace.slice(Math.max(0, i - 20), i + 1),
        { ...found, idleMinutes: 3 },
        until,
      )
      return { ...minute, state }
    })
    const working = judged.filter(({ truth }) => truth === 'printing' || truth === 'heat_up')
    expect(working.length).toBeGreaterThan(20)
    expect(working.filter(({ state }) => state === 'idle')).toEqual([])
    // Once it has stood by for the three minutes.
    const quiet = judged.filter(
      (_, i) => i >= 3 && trace.slice(i - 3, i + 1).every(({ truth }) => truth === 'standby'),
    )
    expect(quiet.length).toBeGreaterThan(0)
    expect(quiet.filter(({ state }) => state !== 'idle')).toEqual([])
  })
})
