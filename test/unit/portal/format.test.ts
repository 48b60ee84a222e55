import { expect, test } from 'vitest'
import { createFormat } from '../../../public/src/i18n/create-format.ts'

const german = createFormat('de', 'Europe/Berlin', {
  today: 'heute',
  tomorrow: 'morgen',
  yesterday: 'gestern',
  hour: 'h',
  minute: 'min',
  day: 'd',
})
const now = Date.parse('2026-11-23T09:00:00.000Z')
const at = (text: string) => Date.parse(text)
const minute = 60_000

test('times are those of the workshop, whatever zone the device is in', () => {
  expect(german.time(now)).toBe('10:00')
})

test('a window says the day once, and both days over midnight', () => {
  expect(german.window(now, at('2026-11-23T11:00:00.000Z'), now)).toBe('heute, 10:00 – 12:00')
  expect(german.window(at('2026-11-23T22:00:00.000Z'), at('2026-11-24T05:00:00.000Z'), now)).toBe(
    'heute, 23:00 – morgen, 06:00',
  )
})

test('another day has its date', () => {
  expect(german.moment(at('2026-11-26T08:00:00.000Z'), now)).toBe('Do., 26. Nov., 09:00')
})

test('a day that could be taken for one of this year has its year', () => {
  expect(german.moment(at('2027-07-31T08:00:00.000Z'), now)).toBe('Sa., 31. Juli, 10:00')
  expect(german.moment(at('2027-11-24T08:00:00.000Z'), now)).toBe('Mi., 24. Nov. 2027, 09:00')
  expect(german.moment(at('2025-11-24T08:00:00.000Z'), now)).toBe('Mo., 24. Nov. 2025, 09:00')
})

test('of the next days the weekday is enough, until it would be today’s again', () => {
  expect(german.soon(at('2026-11-23T11:00:00.000Z'), now)).toBe('12:00')
  expect(german.soon(at('2026-11-24T11:00:00.000Z'), now)).toBe('morgen, 12:00')
  expect(german.soon(at('2026-11-26T08:00:00.000Z'), now)).toBe('Do, 09:00')
  expect(german.soon(at('2026-11-30T08:00:00.000Z'), now)).toBe('Mo., 30. Nov., 09:00')
  expect(german.soon(at('2026-11-20T08:00:00.000Z'), now)).toBe('Fr., 20. Nov., 09:00')
})

test.each([
  [0, '0 min'],
  [30_000, '1 min'],
  [90 * minute, '1 h 30 min'],
  [120 * minute, '2 h'],
  [49 * 60 * minute, '2 d 1 h'],
])('%d ms reads %s', (ms, text) => {
  expect(german.duration(ms).replaceAll('\u202f', ' ')).toBe(text)
})

test('on paper a window names its own days, and of the page’s day only the times', () => {
  const [from, to] = [at('2026-11-23T11:00:00.000Z'), at('2026-11-23T22:30:00.000Z')]
  expect(german.fixedWindow(from, to, now)).toBe('12:00 – 23:30')
  expect(german.fixedWindow(from, to)).toBe('Mo., 23. Nov., 12:00 – 23:30')
  expect(german.fixedWindow(from, at('2026-11-24T05:00:00.000Z'), now)).toBe('12:00 – Di., 24. Nov., 06:00')
})

test('energy changes its unit at a kilowatt-hour', () => {
  expect(german.energy(84).replaceAll('\u202f', ' ')).toBe('84 Wh')
  expect(german.energy(1_250).replaceAll('\u202f', ' ')).toBe('1,25 kWh')
})
