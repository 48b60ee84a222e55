import { expect, test } from 'vitest'
import * as z from 'zod'
import { fieldWords } from '../../worker/http/texts/fields.ts'
import { sayMinutes } from '../../worker/services/local-words.ts'

const Schema = z.object({
  title: z.string().trim().min(1).max(1000),
  count: z.number().min(2).max(60),
  names: z.array(z.string()).min(1).max(3),
  every: z.enum(['day', 'week']),
  startsAt: z.iso.datetime(),
})
const good = { title: 'Zahnrad', count: 2, names: ['a'], every: 'day', startsAt: '2026-11-23T09:00:00.000Z' }
const say = (more: object, language: 'de' | 'en' = 'de') =>
  Schema.safeParse({ ...good, ...more }, { error: fieldWords(language) }).error?.issues[0]?.message

test.each([
  [{ title: undefined }, 'Bitte ausfüllen.'],
  [{ title: '   ' }, 'Bitte ausfüllen.'],
  [{ title: 'x'.repeat(1001) }, 'Höchstens 1.000 Zeichen.'],
  [{ count: 1 }, 'Mindestens 2.'],
  [{ count: 99 }, 'Höchstens 60.'],
  [{ count: 'viele' }, 'Das passt hier nicht.'],
  [{ names: ['a', 'b', 'c', 'd'] }, 'Zu viele, höchstens 3.'],
  [{ names: [] }, 'Zu wenige, mindestens 1.'],
  [{ every: 'year' }, 'Möglich sind: day, week.'],
  [{ startsAt: 'gestern' }, 'Gebraucht wird ein Zeitpunkt wie 2026-11-23T09:00:00.000Z.'],
])('%j: %s', (more, words) => {
  expect(say(more)).toBe(words)
})

test('the same in English, with its numbers', () => {
  expect(say({ title: 'x'.repeat(1001) }, 'en')).toBe('At most 1,000 characters.')
})

test.each([
  [45, '45 Minuten', '45 minutes'],
  [60, '1 Stunde', '1 hour'],
  [90, '90 Minuten', '90 minutes'],
  [4320, '72 Stunden', '72 hours'],
  [0, '0 Minuten', '0 minutes'],
])('%i minutes as people say them', (minutes, de, en) => {
  expect([sayMinutes(minutes, 'de'), sayMinutes(minutes, 'en')]).toEqual([de, en])
})
