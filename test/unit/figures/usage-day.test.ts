import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addUpDay, type DayFacts } from '../../../worker/domain/add-up-day.ts'
import { localHourOf } from '../../../worker/domain/local-time.ts'
import { localDayOf, openMsOf, type UsageEnergy, type UsageJob } from '../../../worker/domain/usage-day.ts'
import { at, BERLIN } from '../../support/facts.ts'

const HOUR = 3_600_000
const MONDAY = localDayOf(at('2026-11-23T12:00'), BERLIN)

const job = (more: Partial<UsageJob> = {}): UsageJob => ({
  id: 'j',
  printerId: 'p',
  printerKind: 'printer',
  userId: 'anna',
  costCentreId: null,
  cohortId: null,
  status: 'finished',
  startsAt: at('2026-11-23T10:00'),
  endsAt: at('2026-11-23T12:00'),
  createdAt: at('2026-11-23T08:00'),
  startedAt: at('2026-11-23T10:00'),
  finishedAt: at('2026-11-23T11:30'),
  cancelledAt: null,
  isOverrun: false,
  ...more,
})
const facts = (more: Partial<DayFacts> = {}): DayFacts => ({
  day: MONDAY,
  jobs: [],
  energy: [],
  prices: [],
  openMs: new Map(),
  now: at('2026-11-30T00:00'),
  localHour: (instant) => localHourOf(instant, BERLIN),
  ...more,
})

test('a local day knows its week, its month, and how long it is', () => {
  expect(MONDAY).toMatchObject({ day: '2026-11-23', week: '2026-11-23', month: '2026-11', weekday: 1 })
  expect(MONDAY.endsAt - MONDAY.startsAt).toBe(24 * HOUR)
  const spring = localDayOf(at('2026-03-29T12:00', '+02:00'), BERLIN)
  expect([spring.endsAt - spring.startsAt, spring.week]).toEqual([23 * HOUR, '2026-03-23'])
  const autumn = localDayOf(at('2026-10-25T12:00'), BERLIN)
  expect(autumn.endsAt - autumn.startsAt).toBe(25 * HOUR)
})

test('a job counts on the day it begins, and its hours on the days they fall on', () => {
  const overnight = job({
    startsAt: at('2026-11-22T22:00'),
    endsAt: at('2026-11-23T03:00'),
    startedAt: at('2026-11-22T22:00'),
    finishedAt: at('2026-11-23T02:00'),
  })
  const sunday = addUpDay(facts({ day: localDayOf(at('2026-11-22T12:00'), BERLIN), jobs: [overnight] }))
  const monday = addUpDay(facts({ jobs: [overnight] }))
  expect(sunday.rows).toMatchObject([{ jobs: 1, bookedMs: 2 * HOUR, usedMs: 2 * HOUR }])
  expect(monday.rows).toMatchObject([{ jobs: 0, bookedMs: 3 * HOUR, usedMs: 2 * HOUR }])
  expect(monday.hours.map(({ hour, bookedMs }) => [hour, bookedMs])).toEqual([
    [0, HOUR],
    [1, HOUR],
    [2, HOUR],
  ])
})

test('the hour that comes twice in autumn counts twice, the one that spring skips not at all', () => {
  const whole = (day: ReturnType<typeof localDayOf>) =>
    addUpDay(facts({ day, jobs: [job({ startsAt: day.startsAt, endsAt: day.endsAt, startedAt: null })] }))
  const autumn = whole(localDayOf(at('2026-10-25T12:00'), BERLIN))
  expect(autumn.hours.find(({ hour }) => hour === 2)?.bookedMs).toBe(2 * HOUR)
  const spring = whole(localDayOf(at('2026-03-29T12:00', '+02:00'), BERLIN))
  expect(spring.hours.find(({ hour }) => hour === 2)).toBeUndefined()
  expect(spring.rows[0]?.bookedMs).toBe(23 * HOUR)
})

test.each<[string, Partial<UsageJob>, object]>([
  ['missed', { status: 'missed', startedAt: null }, { jobs: 1, noShows: 1, bookedMs: 2 * HOUR, usedMs: 0 }],
  [
    'cancelled an hour before',
    { status: 'cancelled', startedAt: null, cancelledAt: at('2026-11-23T09:00') },
    { jobs: 0, cancels: 1, lateCancels: 1, bookedMs: 0 },
  ],
  [
    'cancelled the day before',
    { status: 'cancelled', startedAt: null, cancelledAt: at('2026-11-22T09:00') },
    { cancels: 1, lateCancels: 0 },
  ],
  ['overrun', { isOverrun: true, finishedAt: at('2026-11-23T13:00') }, { overruns: 1, usedMs: 3 * HOUR }],
  ['still running', { status: 'running', finishedAt: null }, { usedMs: 14 * HOUR }],
])('%s', (_, more, expected) => {
  expect(addUpDay(facts({ jobs: [job(more)] })).rows[0]).toMatchObject(expected)
})

test('energy and machine time cost what they cost at that hour', () => {
  const { rows } = addUpDay(
    facts({
      jobs: [job({ costCentreId: 'k' })],
      energy: [
        {
          printerId: 'p',
          hourAt: at('2026-11-23T10:00'),
          purpose: 'job',
          jobId: 'j',
          energyMwh: 1_000_000,
          coveredMs: HOUR,
          measuredMs: HOUR / 2,
        },
      ],
      prices: [
        { kind: 'energy', printerId: null, printerKind: null, cents: 30_000, validFromAt: 0 },
        { kind: 'machine', printerId: null, printerKind: null, cents: 200, validFromAt: 0 },
      ],
    }),
  )
  expect(rows).toMatchObject([
    { costCentreId: 'k', jobMwh: 1_000_000, energyMillicents: 30_000, machineMillicents: 300_000 },
  ])
})

const anyEnergy: fc.Arbitrary<UsageEnergy> = fc.record({
  printerId: fc.constantFrom('p', 'q', ''),
  hourAt: fc.integer({ min: 0, max: 23 }).map((hour) => MONDAY.startsAt + hour * HOUR),
  purpose: fc.constantFrom('job', 'standby', 'unbooked'),
  jobId: fc.constantFrom('j', 'gone', null),
  energyMwh: fc.nat(5_000_000),
  coveredMs: fc.nat(HOUR),
  measuredMs: fc.nat(HOUR),
})

test('whatever was measured, a day holds what the ledger holds, to the milliwatt-hour', () => {
  fc.assert(
    fc.property(fc.array(anyEnergy), (energy) => {
      const { rows } = addUpDay(facts({ jobs: [job()], energy }))
      const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0)
      for (const purpose of ['job', 'standby', 'unbooked'] as const)
        expect(total(rows.map((row) => row[`${purpose}Mwh`]))).toBe(
          total(energy.filter((one) => one.purpose === purpose).map(({ energyMwh }) => energyMwh)),
        )
    }),
  )
})

test('opening hours follow the wall clock, and closures that overlap are taken off once', () => {
  const hours = { 1: [{ from: '07:00', to: '16:00' }] }
  const closed = [
    { startsAt: at('2026-11-23T15:00'), endsAt: at('2026-11-23T18:00') },
    { startsAt: at('2026-11-23T14:00'), endsAt: at('2026-11-23T15:30') },
    { startsAt: at('2026-11-23T09:00'), endsAt: at('2026-11-23T09:30') },
  ]
  expect(openMsOf(MONDAY, hours, [], BERLIN)).toBe(9 * HOUR)
  expect(openMsOf(MONDAY, hours, closed, BERLIN)).toBe(6.5 * HOUR)
  expect(openMsOf(MONDAY, null, [], BERLIN)).toBe(24 * HOUR)
  expect(openMsOf(MONDAY, { 2: [{ from: '07:00', to: '16:00' }] }, [], BERLIN)).toBe(0)
})
