import { expect, test } from 'vitest'
import { line, prose } from '../../worker/http/schemas.ts'

test.each([
  'Anna Muster',
  'Łukasz Öztürk-Groß',
  '山田 太郎',
  'Zahnrad 👩‍🔧 12 × 4 mm',
  'مريم',
])('%s is a line as people write it', (text) => {
  expect(line(80).parse(text)).toBe(text)
})

test.each([
  ['a control character', 'An\u0007na'],
  ['a line break', 'Anna\nMuster'],
  ['a line separator', 'Anna\u2028Muster'],
  ['a paragraph separator', 'Anna\u2029Muster'],
  ['text turned around', 'Anna\u202ertsuM'],
  ['an isolate of another direction', 'Anna\u2067Muster'],
  ['a blank without width', 'An\u200bna'],
  ['a byte order mark', 'An\ufeffna'],
  ['half a letter', 'Anna \ud83d'],
])('%s is refused in a line and in several', (_, text) => {
  expect(line(80).safeParse(text).success).toBe(false)
  if (!text.includes('\n')) expect(prose(80).safeParse(text).success).toBe(false)
})

test('several lines keep their breaks, and letters are composed', () => {
  expect(prose(80).parse('eins\r\n\tzwei u\u0308')).toBe('eins\n\tzwei ü')
})
