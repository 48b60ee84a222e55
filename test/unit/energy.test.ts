import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { energyCentsOf, feeCentsOf, machineCentsOf, type Price } from '../../worker/domain/cost.ts'
import { bookEnergy, type EnergyEntry, type Meter } from '../../worker/domain/energy.ts'
import { periodOf } from '../../worker/domain/energy-periods.ts'
import type { Reason } from '../../worker/domain/power-facts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOW = Date.parse('2026-11-23T09:30:00.000Z')
const reason = (kind: Reason['kind'], since: number, jobId: string | null = null): Reason => ({
  kind,
  since,
  jobId,
})
const meterAt = (minutesAgo: number, of = reason('job', NOW - HOUR, 'a')): Meter => ({
  counterMwh: 1_000,
  bookedUntil: NOW - minutesAgo * MINUTE,
  reason: of,
})
const book = (meter: Meter, energyMwh: number, of: Reason, peakWatts: number | null = 100) =>
  bookEnergy(meter, { energyMwh, peakWatts, reason: of }, 20, NOW).entries
const sum = (entries: EnergyEntry[]) => entries.reduce((total, { energyMwh }) => total + energyMwh, 0)

describe('a stretch of energy', () => {
  test('is the gain of the counter, measured, and its job’s', () => {
    expect(book(meterAt(1), 2_500, reason('job', NOW - HOUR, 'a'))).toEqual([
      {
        startsAt: NOW - MINUTE,
        endsAt: NOW,
        energyMwh: 1_500,
        peakMw: 100_000,
        quality: 'measured',
        purpose: 'job',
        jobId: 'a',
      },
    ])
  })

  test('is cut where the next job takes over, to the milliwatt-hour', () => {
    const entries = book(meterAt(1), 2_000, reason('job', NOW - 20_000, 'b'))
    expect(entries.map(({ jobId, energyMwh }) => [jobId, energyMwh])).toEqual([
      ['a', 666],
      ['b', 334],
    ])
  })

  test('is cut at the hours', () => {
    const entries = book(meterAt(90), 91_000, reason('job', NOW - 2 * HOUR, 'a'))
    expect(
      entries.map(({ startsAt, energyMwh }) => [new Date(startsAt).toISOString().slice(11, 16), energyMwh]),
    ).toEqual([
      ['08:00', 60_000],
      ['09:00', 30_000],
    ])
    expect(entries.every(({ quality, peakMw }) => quality === 'from_counter' && peakMw === null)).toBe(true)
  })

  test.each([
    ['winding down is still the job’s', reason('winding_down', NOW - HOUR, 'a'), 2_500, 'job'],
    ['without a job a load is unbooked', reason('unbooked', NOW - HOUR), 2_500, 'unbooked'],
    ['by hand too', reason('override', NOW - HOUR), 2_500, 'unbooked'],
    ['without a job and below idle it is standby', reason('unbooked', NOW - HOUR), 1_150, 'standby'],
    ['off is standby', reason('none', NOW - HOUR), 1_000, 'standby'],
  ] as const)('%s', (_, of, counter, purpose) => {
    expect(book(meterAt(1, of), counter, of).map((entry) => entry.purpose)).toEqual([purpose])
  })

  test('of a counter that was lost counts from zero, and says that something is missing', () => {
    const [entry] = book(meterAt(1), 400, reason('job', NOW - HOUR, 'a'))
    expect(entry).toMatchObject({ energyMwh: 400, quality: 'missing' })
  })

  test('waits while the clock stands, and is not lost when it ran backwards', () => {
    const of = reason('job', NOW - HOUR, 'a')
    for (const minutes of [0, -5]) {
      const meter = meterAt(minutes)
      const booked = bookEnergy(meter, { energyMwh: 2_000, peakWatts: 1, reason: of }, 20, NOW)
      expect(booked).toEqual({ entries: [], counterMwh: 1_000, bookedUntil: NOW })
    }
  })

  test('always adds up, whatever happened', () => {
    const step = fc.record({
      minutes: fc.integer({ min: 0, max: 3_000 }),
      gain: fc.integer({ min: 0, max: 5_000_000 }),
      kind: fc.constantFrom<Reason['kind']>(
        'none',
        'job',
        'winding_down',
        'override',
        'unbooked',
        'emergency',
      ),
      sinceShare: fc.double({ min: -0.5, max: 1, noNaN: true }),
      isLost: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let meter: Meter = { counterMwh: 0, bookedUntil: NOW, reason: reason('none', NOW) }
        let now = NOW
        let counter = 0
        let used = 0
        const entries: EnergyEntry[] = []
        for (const { minutes, gain, kind, sinceShare, isLost } of steps) {
          const spanMs = minutes * MINUTE
          counter = isLost && spanMs > 0 ? Math.min(gain, Math.max(0, counter - 1)) : counter + gain
          const isReset = counter < meter.counterMwh
          if (spanMs > 0) used += isReset ? counter : counter - meter.counterMwh
          const of = reason(kind, Math.round(now + sinceShare * spanMs), kind === 'job' ? 'j' : null)
          now += spanMs
          const booked = bookEnergy(meter, { energyMwh: counter, peakWatts: null, reason: of }, 20, now)
          entries.push(...booked.entries)
          meter = { counterMwh: booked.counterMwh, bookedUntil: booked.bookedUntil, reason: of }
        }
        expect(sum(entries)).toBe(used)
        for (const [i, entry] of entries.entries()) {
          expect(entry.energyMwh).toBeGreaterThanOrEqual(0)
          expect(entry.startsAt).toBeLessThan(entry.endsAt)
          // Within one hour, so that its price is one.
          expect(Math.floor(entry.startsAt / HOUR)).toBe(Math.floor((entry.endsAt - 1) / HOUR))
          if (i > 0) expect(entry.startsAt).toBeGreaterThanOrEqual(entries[i - 1]?.endsAt ?? 0)
        }
      }),
    )
  })
})

describe('what it costs', () => {
  const price = (
    kind: Price['kind'],
    cents: number,
    validFromAt: number,
    printerId: string | null = null,
    printerKind: string | null = null,
  ): Price => ({
    kind,
    cents,
    validFromAt,
    printerId,
    printerKind,
  })
  const KWH_MWH = 1_000_000

  test('is each hour at its own price', () => {
    const prices = [price('energy', 30_000, NOW - 10 * HOUR), price('energy', 40_000, NOW)]
    const energy = [
      { at: NOW - HOUR, energyMwh: KWH_MWH },
      { at: NOW, energyMwh: KWH_MWH },
    ]
    expect(energyCentsOf(energy, prices)).toBeCloseTo(70)
  })

  test('counts the machine’s hours at its own price, else at that of its kind, else at the one for all', () => {
    const used = { from: NOW, until: NOW + 1.5 * HOUR }
    const prices = [
      price('machine', 200, 0),
      price('machine', 300, 0, null, 'laser'),
      price('machine', 500, 0, 'big'),
      // Not in force yet.
      price('machine', 900, NOW + 1, 'small'),
    ]
    expect(machineCentsOf({ printerId: 'p', printerKind: 'printer' }, used, prices)).toBeCloseTo(300)
    expect(machineCentsOf({ printerId: 'small', printerKind: 'laser' }, used, prices)).toBeCloseTo(450)
    expect(machineCentsOf({ printerId: 'big', printerKind: 'laser' }, used, prices)).toBeCloseTo(750)
  })

  test('is a flat fee for each job that is begun, by the same order', () => {
    const prices = [price('job', 50, 0), price('job', 120, NOW, null, 'laser')]
    const laser = { printerId: 'l', printerKind: 'laser' }
    expect(feeCentsOf({ printerId: 'p', printerKind: 'printer' }, NOW, prices)).toBe(50)
    expect([feeCentsOf(laser, NOW - 1, prices), feeCentsOf(laser, NOW, prices)]).toEqual([50, 120])
  })

  test('is nothing where there is no price yet', () => {
    const energy = [{ at: NOW - HOUR, energyMwh: KWH_MWH }]
    expect(energyCentsOf(energy, [price('energy', 1, NOW)])).toBe(0)
  })
})

describe('a local day', () => {
  test.each([
    ['in spring has 23 hours', '2027-03-28T12:00:00Z', 23],
    ['in autumn has 25 hours', '2027-10-31T12:00:00Z', 25],
    ['otherwise has 24 hours', '2027-10-30T12:00:00Z', 24],
  ])('%s', (_, at, hours) => {
    const { startsAt, endsAt } = periodOf(Date.parse(at), 'day', 'Europe/Berlin')
    expect((endsAt - startsAt) / HOUR).toBe(hours)
  })

  test('begins at local midnight, a month on its first', () => {
    const at = Date.parse('2026-11-30T23:30:00Z')
    expect(new Date(periodOf(at, 'day', 'Europe/Berlin').startsAt).toISOString()).toBe(
      '2026-11-30T23:00:00.000Z',
    )
    expect(new Date(periodOf(at, 'month', 'Europe/Berlin').startsAt).toISOString()).toBe(
      '2026-11-30T23:00:00.000Z',
    )
  })
})
