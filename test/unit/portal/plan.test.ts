import { expect, test } from 'vitest'
import type { Job } from '../../../public/src/api/shapes.ts'
import { dragged, type Ghost, stepped } from '../../../public/src/pages/plan/ghost.ts'
import { daysOf, dayUseOf } from '../../../public/src/pages/plan/month.ts'
import { closedHours, spanOf, turn } from '../../../public/src/pages/plan/span.ts'

const zone = 'Europe/Berlin'
const hour = 3_600_000
const minute = 60_000

test.each([
  ['2026-11-23', 24],
  ['2026-03-29', 23],
  ['2026-10-25', 25],
])('the day %s has %d hours, and a line for each that the clock shows', (date, hours) => {
  const span = spanOf('day', date, zone)
  expect((span.endsAt - span.startsAt) / hour).toBe(hours)
  // The hour that comes twice in autumn has one line, the one that is skipped in spring none.
  expect(span.ticks.length).toBe(Math.min(hours, 24))
})

test('a week begins on Monday, a month on its first, and both can be turned', () => {
  expect(spanOf('week', '2026-11-26', zone).date).toBe('2026-11-23')
  expect(spanOf('month', '2026-11-26', zone).date).toBe('2026-11-01')
  expect(turn('week', '2026-11-26', 1)).toBe('2026-11-30')
  expect(turn('month', '2026-01-31', -1)).toBe('2025-12-01')
  expect(turn('day', '2026-03-01', -1)).toBe('2026-02-28')
})

test('what lies outside the opening hours is shaded, a day that is missing as a whole', () => {
  const span = spanOf('week', '2026-11-23', zone)
  const closed = closedHours(
    { 1: [{ from: '07:00', to: '16:00' }], 2: [{ from: '00:00', to: '24:00' }] },
    span,
    zone,
  )
  const day = 24 * hour
  expect(closed).toEqual([
    { startsAt: span.startsAt, endsAt: span.startsAt + 7 * hour },
    { startsAt: span.startsAt + 16 * hour, endsAt: span.startsAt + day },
    { startsAt: span.startsAt + 2 * day, endsAt: span.endsAt },
  ])
  expect(closedHours(null, span, zone)).toEqual([])
})

const span = spanOf('day', '2026-11-23', zone)
const at = (hours: number) => span.startsAt + hours * hour
const job = {
  id: 'a',
  printerId: 'p1',
  status: 'scheduled',
  startsAt: new Date(at(9)).toISOString(),
  endsAt: new Date(at(11)).toISOString(),
} as Job
const ghost = (kind: Ghost['kind'], of: Job | undefined = job): Ghost => ({
  kind,
  job: of,
  printerId: 'p1',
  startsAt: at(9),
  endsAt: at(11),
})

test('a job keeps its length and stays on the grid when it is dragged, also to another printer', () => {
  expect(dragged(ghost('move'), span, at(10), at(12) + 4 * minute, 'p2')).toMatchObject({
    printerId: 'p2',
    startsAt: at(11),
    endsAt: at(13),
  })
})

test('an edge can not be dragged past the other one', () => {
  expect(dragged(ghost('end'), span, at(11), at(3), 'p1')).toMatchObject({
    startsAt: at(9),
    endsAt: at(9.25),
  })
  expect(dragged(ghost('start'), span, at(9), at(20), 'p1')).toMatchObject({
    startsAt: at(10.75),
    endsAt: at(11),
  })
})

test('a new time may be drawn in either direction', () => {
  const drawn = dragged(ghost('book'), span, at(14), at(12.5), 'p2')
  expect(drawn).toMatchObject({ printerId: 'p1', startsAt: at(12.5), endsAt: at(14) })
})

test('keys move a job as a drag would; what runs keeps its start and its printer', () => {
  const press = (key: string, shiftKey = false, of: Job = job) =>
    stepped(ghost('move', of), span, ['p1', 'p2'], { key, shiftKey })
  expect(press('ArrowRight')).toMatchObject({ startsAt: at(9.25), endsAt: at(11.25) })
  expect(press('ArrowLeft', true)).toMatchObject({ startsAt: at(9), endsAt: at(10.75) })
  expect(press('ArrowDown')).toMatchObject({ printerId: 'p2' })
  expect(press('ArrowUp')).toBeUndefined()
  const running = { ...job, status: 'running' as const }
  expect(press('ArrowRight', false, running)).toMatchObject({ startsAt: at(9), endsAt: at(11.25) })
  expect(press('ArrowDown', false, running)).toBeUndefined()
  expect(press('ArrowRight', false, { ...job, status: 'finished' })).toBeUndefined()
})

test('a day of the month says what it holds: what was missed gave its time back, what goes past midnight counts on both', () => {
  const [first, second] = daysOf(spanOf('month', '2026-11-01', zone))
  if (!first || !second) throw new Error('a month has days')
  const job = (from: number, to: number, status: Job['status'], userId = 'them') =>
    ({
      startsAt: new Date(first.startsAt + from * hour).toISOString(),
      endsAt: new Date(first.startsAt + to * hour).toISOString(),
      status,
      userId,
    }) as Job
  const jobs = [job(8, 10, 'finished'), job(12, 20, 'missed', 'me'), job(21, 27, 'scheduled', 'me')]
  const closures = [{ ...second, label: 'Feiertag' }]
  expect(dayUseOf(first, jobs, closures, 'me')).toEqual({
    bookedMs: 5 * hour,
    level: 2,
    isMine: true,
    closedFor: undefined,
  })
  expect(dayUseOf(second, jobs, closures, undefined)).toEqual({
    bookedMs: 3 * hour,
    level: 2,
    isMine: false,
    closedFor: 'Feiertag',
  })
})
