import { describe, expect, test } from 'vitest'
import { type Draft, firstGap, lengthChoices, overlaps, windowOf } from '../../../public/src/booking/draft.ts'
import { firstDraft } from '../../../public/src/booking/first-draft.ts'
import { instantOf, localTimeAt } from '../../../public/src/booking/local-time.ts'

const timeZone = 'Europe/Berlin'
const minute = 60_000
const hour = 60 * minute
/** A Monday, 10:00:30 in Berlin. */
const now = Date.parse('2026-11-23T09:00:30.000Z')
const at = (time: string) => Date.parse(`2026-11-23T${time}:00.000Z`)

const draft = (changes: Partial<Draft>): Draft => ({
  when: 'now',
  start: { date: '2026-11-23', time: '14:00' },
  length: 60,
  customHours: 3,
  title: '',
  note: '',
  userId: '',
  costCentreId: '',
  repeat: 'never',
  count: 4,
  skipConflicts: true,
  ...changes,
})
const facts = { now, timeZone, nextStart: undefined }

describe('what a draft asks for', () => {
  test('"now" starts at this very moment and lasts as long as chosen', () => {
    expect(windowOf(draft({}), facts)).toEqual({ startsAt: now, endsAt: now + hour })
  })

  test('a later start is meant by the clock of the workshop', () => {
    expect(windowOf(draft({ when: 'later' }), facts)).toEqual({ startsAt: at('13:00'), endsAt: at('14:00') })
  })

  test('"until the next one" ends exactly when that starts', () => {
    expect(windowOf(draft({ length: 'until_next' }), { ...facts, nextStart: at('09:45') })).toEqual({
      startsAt: now,
      endsAt: at('09:45'),
    })
  })

  test.each([
    ['a quarter of an hour', 0.25, 15 * minute],
    ['three days', 72, 72 * hour],
    ['rounded to five minutes', 1.3, 80 * minute],
  ])('a length of one’s own may be %s', (_, customHours, lengthMs) => {
    const start = { when: 'later', length: 'custom', customHours } as const
    expect(windowOf(draft(start), facts)).toEqual({ startsAt: at('13:00'), endsAt: at('13:00') + lengthMs })
  })

  test.each<[string, Partial<Draft>, object]>([
    [
      'no day',
      { when: 'later', start: { date: '', time: '14:00' } },
      { field: 'start', code: 'missingTime' },
    ],
    [
      'half a time',
      { when: 'later', start: { date: '2026-11-23', time: '' } },
      { field: 'start', code: 'missingTime' },
    ],
    [
      'an hour ago',
      { when: 'later', start: { date: '2026-11-23', time: '09:00' } },
      { field: 'start', code: 'inPast' },
    ],
    ['no length', { length: 'custom', customHours: '' }, { field: 'length', code: 'badDuration' }],
    ['ten minutes', { length: 'custom', customHours: 0.16 }, { field: 'length', code: 'badDuration' }],
    ['four days', { length: 'custom', customHours: 96 }, { field: 'length', code: 'badDuration' }],
    ['a gap that is gone', { length: 'until_next' }, { field: 'length', code: 'badDuration' }],
  ])('%s is told at its field', (_, changes, problem) => {
    expect(windowOf(draft(changes), facts)).toEqual(problem)
  })
})

test('windows that touch do not overlap', () => {
  const morning = { startsAt: 0, endsAt: 10 }
  expect(overlaps(morning, { startsAt: 10, endsAt: 20 })).toBe(false)
  expect(overlaps(morning, { startsAt: 9, endsAt: 20 })).toBe(true)
})

test('the first gap is the earliest that is long enough', () => {
  const taken = [
    { startsAt: at('10:00'), endsAt: at('11:00') },
    { startsAt: at('08:00'), endsAt: at('09:30') },
  ]
  expect(firstGap(taken, at('09:00'), 30 * minute)).toBe(at('09:30'))
  expect(firstGap(taken, at('09:00'), hour)).toBe(at('11:00'))
  expect(firstGap([], at('09:00'), hour)).toBe(at('09:00'))
})

test('lengths that run into the next reservation are not offered, the gap itself is', () => {
  expect(lengthChoices(undefined)).toEqual({ minutes: [30, 60, 120, 240, 480], untilNext: false })
  expect(lengthChoices(90 * minute)).toEqual({ minutes: [30, 60], untilNext: true })
  expect(lengthChoices(hour)).toEqual({ minutes: [30, 60], untilNext: false })
  expect(lengthChoices(10 * minute)).toEqual({ minutes: [], untilNext: false })
})

describe('what the dialog proposes', () => {
  test('an hour from now on a free printer', () => {
    expect(firstDraft({ printerId: 'a', when: 'now' }, [], now, timeZone)).toMatchObject({ length: 60 })
  })

  test('the rest of the gap if the next reservation comes before an hour is over', () => {
    const taken = [{ startsAt: at('09:45'), endsAt: at('12:00') }]
    expect(firstDraft({ printerId: 'a', when: 'now' }, taken, now, timeZone)).toMatchObject({
      length: 'until_next',
    })
  })

  test('"later" is the first gap of an hour', () => {
    const taken = [
      { startsAt: at('08:00'), endsAt: at('09:40') },
      { startsAt: at('10:00'), endsAt: at('12:10') },
    ]
    expect(firstDraft({ printerId: 'a', when: 'later' }, taken, now, timeZone)).toMatchObject({
      start: { date: '2026-11-23', time: '13:10' },
      length: 60,
    })
  })
})

describe('the clock of the workshop', () => {
  test.each([
    '2026-07-01T10:00:00.000Z',
    '2026-11-23T23:30:00.000Z',
    '2026-12-31T23:00:00.000Z',
  ])('%s comes back as it went in', (text) => {
    const instant = Date.parse(text)
    expect(instantOf(localTimeAt(instant, timeZone), timeZone)).toBe(instant)
  })

  test('an hour that comes twice in autumn is the first of the two', () => {
    expect(instantOf({ date: '2026-10-25', time: '02:30' }, timeZone)).toBe(
      Date.parse('2026-10-25T00:30:00.000Z'),
    )
  })

  test('an hour that spring skips moves on', () => {
    expect(instantOf({ date: '2026-03-29', time: '02:30' }, timeZone)).toBe(
      Date.parse('2026-03-29T01:30:00.000Z'),
    )
  })

  test('nonsense is no time', () => {
    expect(instantOf({ date: '2026-02-30', time: '12:00' }, timeZone)).toBeUndefined()
  })
})
