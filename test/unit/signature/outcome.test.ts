import { expect, test } from 'vitest'
import { readPhases } from '../../../worker/domain/power-signature.ts'
import { learnLevels, UNKNOWN_PRINTER } from '../../../worker/domain/power-signature-levels.ts'
import { estimateFinish, judgeOutcome, USUAL_SHARE } from '../../../worker/domain/print-outcome.ts'
import { historyOf, type Part, traceOf } from '../../support/power-traces.ts'

const MACHINE = 'bed slinger, 24 V'
const levels = learnLevels(historyOf(MACHINE, 3)) ?? UNKNOWN_PRINTER
const MINUTE = 60_000

const standby = (minutes: number): Part => ({ minutes, watts: 7.5, truth: 'standby' })
const heatUp: Part = { minutes: 5, watts: 285, truth: 'heat_up' }
const work = (minutes: number): Part => ({
  minutes,
  watts: 58,
  noise: 7,
  cycle: { watts: 150, periodSeconds: 55, duty: 0.35 },
  truth: 'printing',
})
const missing = (minutes: number): Part => ({ minutes, watts: 0, truth: null, missing: true })

const judge = (parts: Part[], bookedHours: number, usualShare = USUAL_SHARE) => {
  const trace = traceOf(parts, 5)
  const startsAt = trace[0]?.startsAt ?? 0
  const now = trace.at(-1)?.endsAt ?? 0
  const job = { startsAt, endsAt: startsAt + bookedHours * 60 * MINUTE }
  return judgeOutcome(readPhases(trace, levels), job, usualShare, now)
}

test.each<[string, Part[], number, string]>([
  ['12 minutes into a 6 h job, quiet since ten', [heatUp, work(7), standby(11)], 6, 'probably_failed'],
  ['quiet for only eight minutes', [heatUp, work(7), standby(8)], 6, 'going_on'],
  ['most of the time was used', [heatUp, work(200), standby(20)], 6, 'going_on'],
  ['goes on after a pause', [heatUp, work(20), standby(15), work(3)], 6, 'going_on'],
  ['has never worked', [standby(30)], 6, 'going_on'],
  ['nobody looked while it became quiet', [heatUp, work(7), missing(8), standby(4)], 6, 'unsure'],
  ['nobody looked at all since', [heatUp, work(7), missing(20)], 6, 'unsure'],
  [
    'somebody switched it off',
    [heatUp, work(7), standby(11), { minutes: 3, watts: 0, truth: 'off' }],
    6,
    'going_on',
  ],
  ['the time is nearly over', [heatUp, work(10), standby(20)], 1, 'going_on'],
])('%s', (_, parts, hours, verdict) => {
  expect(judge(parts, hours).verdict).toBe(verdict)
})

test('who usually uses little of a booking is not alarmed', () => {
  expect(judge([heatUp, work(70), standby(11)], 6).verdict).toBe('probably_failed')
  expect(judge([heatUp, work(70), standby(11)], 6, 0.3).verdict).toBe('going_on')
})

test('an estimate needs earlier prints that took about the same time', () => {
  const trace = traceOf([standby(3), heatUp, work(20)], 5)
  const stretches = readPhases(trace, levels)
  const now = trace.at(-1)?.endsAt ?? 0
  const begun = now - 25 * MINUTE
  const hours = (...all: number[]) => all.map((one) => one * 60 * MINUTE)
  expect(estimateFinish(stretches, hours(2, 2.1, 1.9, 2), now)).toMatchObject({
    at: begun + 120 * MINUTE,
    earliestAt: begun + 114 * MINUTE,
    latestAt: begun + 126 * MINUTE,
  })
  expect(estimateFinish(stretches, hours(2, 2.1), now)).toBeNull()
  expect(estimateFinish(stretches, hours(1, 2, 5, 8), now)).toBeNull()
  expect(estimateFinish(stretches, hours(0.2, 0.2, 0.2), now)).toBeNull()
  expect(estimateFinish(readPhases(traceOf([standby(9)], 1), levels), hours(2, 2, 2), now)).toBeNull()
})
