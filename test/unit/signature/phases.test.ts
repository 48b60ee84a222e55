import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPhases } from '../../../worker/domain/power-signature.ts'
import {
  learnLevels,
  UNKNOWN_PRINTER,
  type WattSample,
} from '../../../worker/domain/power-signature-levels.ts'
import { allConfusions, confusionTable, minutesIn, wrongMinutes } from '../../support/power-confusion.ts'
import { drawnBy, historyOf, MADE_MACHINES, traceOf } from '../../support/power-traces.ts'

const confusions = allConfusions()

test.each([
  ['usual', 0.01],
  ['adversarial', 0.03],
] as const)('of %s minutes few are called something they are not', (kind, limit) => {
  expect(wrongMinutes(confusions[kind]) / minutesIn(confusions[kind])).toBeLessThan(limit)
})

test('before anything is learned, work is never called standby and quiet rarely work', () => {
  const { printing = {}, standby = {} } = confusions.unlearned
  expect(printing.standby ?? 0).toBe(0)
  expect(standby.printing ?? 0).toBe(0)
})

test('the tables in the document are those of this code', () => {
  const document = readFileSync('docs/power-signature.md', 'utf8')
  for (const confusion of Object.values(confusions)) expect(document).toContain(confusionTable(confusion))
})

test.each(MADE_MACHINES)('%s: the levels it draws are learned', (machine) => {
  const drawn = drawnBy(machine)
  const levels = learnLevels(historyOf(machine, 5))
  expect(levels?.standbyWatts).toBeGreaterThan(drawn.standby * 0.9)
  expect(levels?.standbyWatts).toBeLessThan(drawn.standby * 1.1)
  if (drawn.heat === null) expect(levels?.heatWatts).toBeNull()
  else expect(Math.abs((levels?.heatWatts ?? 0) / drawn.heat - 1)).toBeLessThan(0.1)
})

test('nothing is learned of a machine that only stands by, or of too few minutes', () => {
  const standby = traceOf([{ minutes: 300, watts: 8, truth: 'standby' }], 1)
  expect(learnLevels(standby)).toBeNull()
  expect(learnLevels(historyOf('resin, no heater', 1).slice(0, 15))).toBeNull()
  expect(learnLevels([])).toBeNull()
})

test('what was not measured, and what no phase explains, is unsure', () => {
  const levels = learnLevels(historyOf('bed slinger, 24 V', 3)) ?? UNKNOWN_PRINTER
  const trace = traceOf(
    [
      { minutes: 6, watts: 7.5, truth: 'standby' },
      { minutes: 6, watts: 7.5, truth: null, missing: true },
      { minutes: 6, watts: 2_400, truth: null },
      { minutes: 6, watts: 7.5, truth: 'standby' },
    ],
    1,
  )
  expect(readPhases(trace, levels).map(({ phase }) => phase)).toEqual(['standby', 'unsure', 'standby'])
})

const anySample: fc.Arbitrary<Omit<WattSample, 'startsAt' | 'endsAt'>> = fc.record({
  averageWatts: fc.option(fc.double({ min: 0, max: 4_000, noNaN: true })),
  peakWatts: fc.option(fc.double({ min: 0, max: 4_000, noNaN: true })),
})

test('whatever is measured, the stretches follow one another and the confidence is a share', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anySample, fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 120 }))),
      (steps) => {
        let at = 0
        const samples = steps.map(([sample, gapMinutes, seconds]) => {
          const startsAt = at + gapMinutes * 60_000
          at = startsAt + seconds * 1_000
          return { ...sample, startsAt, endsAt: at }
        })
        const levels = learnLevels(samples) ?? UNKNOWN_PRINTER
        const stretches = readPhases(samples, levels)
        stretches.forEach((stretch, i) => {
          expect(stretch.startsAt).toBeLessThan(stretch.endsAt)
          expect(stretch.confidence).toBeGreaterThanOrEqual(0)
          expect(stretch.confidence).toBeLessThanOrEqual(1 + 1e-9)
          expect(stretch.startsAt).toBeGreaterThanOrEqual(stretches[i - 1]?.endsAt ?? 0)
        })
      },
    ),
  )
})
