import fc from 'fast-check'
import { expect, test } from 'vitest'
import { violatedRules } from '../../worker/domain/booking-rules.ts'
import { alternatives, firstFree, freeSlots } from '../../worker/domain/free-slots.ts'
import type { OpeningHours } from '../../worker/domain/policy.ts'
import { overlaps } from '../../worker/domain/window.ts'
import { at, facts, window } from '../support/facts.ts'

const NOW = at('2026-11-23T10:00')
const HOUR = 3_600_000
const taken = (...windows: [from: number, to: number][]) =>
  windows.map(([from, to]) => ({ startsAt: NOW + from * 60_000, endsAt: NOW + to * 60_000 }))
const first = (printer: ReturnType<typeof facts>, minutes: number, from = NOW, until = NOW + 24 * HOUR) =>
  firstFree(printer, minutes * 60_000, from, until, NOW)

test.each([
  ['an empty printer is free at once', taken(), 10, 10],
  ['a job that ends where we start does not count', taken([0, 10]), 10, 10],
  ['a gap that is long enough is used', taken([0, 15], [25, 40]), 10, 15],
  ['a gap that is too short is passed over', taken([0, 15], [24, 40]), 10, 40],
  ['back-to-back jobs are one block', taken([0, 15], [15, 30]), 10, 30],
  ['a job off the grid is followed by the next slot of the grid', taken([0, 17]), 10, 20],
] as const)('%s', (_, windows, from, expected) => {
  expect(first(facts({ taken: [...windows] }), 10, NOW + from * 60_000)?.startsAt).toBe(
    NOW + expected * 60_000,
  )
})

test('who wants to start at once may start beside the grid', () => {
  const now = NOW + 123_456
  expect(firstFree(facts(), 600_000, now, now + HOUR, now)?.startsAt).toBe(now)
})

test('the own buffer needs room before the next job', () => {
  const printer = facts({ taken: taken([15, 40]), policy: { bufferMinutes: 10 } })
  expect(first(printer, 10)?.startsAt).toBe(NOW + 40 * 60_000)
  expect(first(printer, 5)?.startsAt).toBe(NOW)
})

test('nothing is offered beyond the time asked for or the horizon', () => {
  expect(first(facts({ taken: taken([0, 200]) }), 10, NOW, NOW + HOUR)).toBeUndefined()
  const far = NOW + 40 * 24 * HOUR
  expect(first(facts({ policy: { horizonDays: 28 } }), 10, far, far + HOUR)).toBeUndefined()
})

test('a long print may run through the night if it starts and ends while it is open', () => {
  const openingHours = { 1: [{ from: '07:00', to: '16:00' }], 2: [{ from: '07:00', to: '16:00' }] }
  const printer = facts({ policy: { openingHours } })
  // 20 hours from Monday 10:00 would end on Tuesday at 6:00, an hour before opening.
  expect(first(printer, 20 * 60)?.startsAt).toBe(at('2026-11-23T11:05'))
  // 24 hours always end at the time they began.
  expect(first(printer, 24 * 60)?.startsAt).toBe(NOW)
  // Eight hours no longer fit on Monday: the next is Tuesday, not the closed evening.
  expect(first(printer, 8 * 60)?.startsAt).toBe(at('2026-11-24T07:00'))
})

test('a closure is passed over, and a printer that is never open offers nothing', () => {
  const closures = [{ ...window(NOW, 120), reason: 'Wartung' }]
  expect(first(facts({ closures }), 30)?.startsAt).toBe(NOW + 2 * HOUR)
  expect(first(facts({ policy: { openingHours: {} } }), 30)).toBeUndefined()
})

test('a week that is used up leaves the next one', () => {
  const ownJobs = [{ ...window(NOW + 24 * HOUR, 40 * 60), printerId: 'other', status: 'scheduled' as const }]
  const slot = first(facts({ ownJobs }), 60, NOW, NOW + 14 * 24 * HOUR)
  expect(slot?.startsAt).toBe(at('2026-11-30T00:00'))
})

test('an equal printer that is free now is offered before the same printer later', () => {
  const offered = alternatives(
    window(NOW, 10),
    facts({ printerId: 'a', taken: taken([0, 30]) }),
    [facts({ printerId: 'b' })],
    { horizonMs: HOUR, now: NOW },
  )
  expect(offered).toEqual([
    { printerId: 'b', ...window(NOW, 10) },
    { printerId: 'a', ...window(NOW + 30 * 60_000, 10) },
  ])
})

test('at most three are offered, and none on a printer out of service', () => {
  const equals = ['b', 'c', 'd', 'e'].map((printerId) => facts({ printerId }))
  const asked = { horizonMs: HOUR, now: NOW }
  expect(alternatives(window(NOW, 10), facts({ printerId: 'a' }), equals, asked)).toHaveLength(3)
  const broken = [facts({ printerId: 'b', serviceState: 'out_of_order' })]
  expect(alternatives(window(NOW, 10), facts({ taken: taken([0, 600]) }), broken, asked)).toEqual([])
})

test('free slots follow each other on each printer, soonest first', () => {
  const printers = [facts({ printerId: 'a', taken: taken([0, 60]) }), facts({ printerId: 'b' })]
  const slots = freeSlots(printers, 30 * 60_000, { from: NOW, until: NOW + 24 * HOUR, now: NOW, limit: 3 })
  expect(slots.map(({ printerId, startsAt }) => [printerId, (startsAt - NOW) / 60_000])).toEqual([
    ['b', 0],
    ['b', 30],
    ['a', 60],
  ])
})

test('whatever is taken, closed and allowed: what is offered is free and would be accepted', () => {
  const minutesOfTwoWeeks = fc.integer({ min: -600, max: 14 * 24 * 60 })
  const windows = fc.array(
    fc
      .tuple(minutesOfTwoWeeks, fc.integer({ min: 1, max: 3_000 }))
      .map(([from, length]) => window(NOW + from * 60_000, length)),
    { maxLength: 25 },
  )
  const hours = fc.constantFrom<OpeningHours | null>(
    null,
    {},
    { 1: [{ from: '07:00', to: '16:00' }], 4: [{ from: '12:00', to: '24:00' }] },
  )
  fc.assert(
    fc.property(
      windows,
      windows,
      hours,
      fc.integer({ min: 1, max: 2_000 }),
      minutesOfTwoWeeks,
      fc.constantFrom(5, 15, 60),
      (takenWindows, closed, openingHours, minutes, from, slotMinutes) => {
        const printer = facts({
          taken: takenWindows,
          closures: closed.map((one) => ({ ...one, reason: 'zu' })),
          policy: { openingHours, slotMinutes, bufferMinutes: 10 },
        })
        const slot = firstFree(printer, minutes * 60_000, NOW + from * 60_000, NOW + 21 * 24 * HOUR, NOW)
        if (!slot) return
        expect(violatedRules(slot, printer, NOW)).toEqual([])
        const buffered = { ...slot, endsAt: slot.endsAt + 600_000 }
        expect(takenWindows.filter((one) => overlaps(one, buffered))).toEqual([])
        expect(slot.startsAt).toBeGreaterThanOrEqual(NOW + from * 60_000)
      },
    ),
    { numRuns: 300 },
  )
})
