import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROLES } from '../../../worker/domain/access.ts'
import { JOB_STATUSES } from '../../../worker/domain/job-status.ts'
import { DEFAULT_POLICY } from '../../../worker/domain/policy.ts'

const source = 'public/src'
const folder = join(source, 'i18n')

type Texts = { [key: string]: string | Texts }

/** `{ a: { b: "x" } }` → `[["a.b", "x"]]` */
const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  )

const nameSpaces = (language: string) => readdirSync(join(folder, language)).sort()
const read = (language: string, file: string) =>
  flat(JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as Texts)

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .map((file) => readFileSync(join(source, file), 'utf8'))
  .join('\n')

/** Every string and template in the sources; `${…}` stands for one part of a key. */
const written = [
  ...[...sources.matchAll(/'([\w:.-]+)'/g)].map(([, text = '']) => text),
  ...[...sources.matchAll(/`([\w:.\-${}[\]()]+)`/g)].map(([, text = '']) => text),
].map((text) => text.replace(/^[\w-]+:/, ''))
const patterns = new Set(
  written.map((text) =>
    text
      .replace(/\$\{[^}]*\}/g, '\u0000')
      .replace(/\./g, '\\.')
      .replace(/\0/g, '[\\w-]+'),
  ),
)
const isUsed = (key: string) => {
  const singular = key.replace(/_(one|other)$/, '')
  return [...patterns].some(
    (pattern) => /^[\w\\.[\]+-]+$/.test(pattern) && new RegExp(`^${pattern}$`).test(singular),
  )
}

test('German and English have the same name spaces', () => {
  expect(nameSpaces('en')).toEqual(nameSpaces('de'))
})

test.each(nameSpaces('de'))('%s has the same keys and placeholders in both languages', (file) => {
  const shape = (language: string) =>
    Object.fromEntries(read(language, file).map(([key, text]) => [key, placeholders(text)]))
  expect(shape('en')).toEqual(shape('de'))
})

test.each(nameSpaces('de'))('%s has no empty text', (file) => {
  for (const language of ['de', 'en']) {
    expect(read(language, file).filter(([, text]) => text.trim() === '')).toEqual([])
  }
})

test.each(nameSpaces('de'))('%s has no key that nothing uses', (file) => {
  expect(
    read('de', file)
      .map(([key]) => key)
      .filter((key) => !isUsed(key)),
  ).toEqual([])
})

test('every deed that the trail records has words, and an area to find it in', () => {
  const folders = ['worker/services', 'worker/db']
  const code = folders
    .flatMap((at) =>
      readdirSync(at, { encoding: 'utf8' }).map((file) => readFileSync(join(at, file), 'utf8')),
    )
    .join('\n')
  const actions = new Set([...code.matchAll(/action: '([a-z_]+\.[a-z_]+)'/g)].map(([, action]) => action))
  const known = new Set(read('de', 'audit.json').map(([key]) => key))
  const missing = [...actions].flatMap((action = '') =>
    [`deed.${action}`, `area.${action.split('.')[0]}`].filter((key) => !known.has(key)),
  )
  expect(missing).toEqual([])
})

test('what the trail says of rules, of the stand of things and of why a plug was switched has words', () => {
  const known = new Set(read('de', 'audit.json').map(([key]) => key))
  const power = readFileSync('worker/domain/power.ts', 'utf8')
  const reasons = [...power.matchAll(/wanted: '(?:on|off)',\s+because: '([^']+)'/g)].map(
    ([, why = '']) => why,
  )
  expect(reasons.length).toBeGreaterThan(4)
  const wanted = [
    ...Object.keys(DEFAULT_POLICY).map((rule) => `field.${rule}`),
    ...[...JOB_STATUSES, ...ROLES, ...reasons].map((value) => `value.${value.replace(/\W+/g, '_')}`),
  ]
  expect(wanted.filter((key) => !known.has(key))).toEqual([])
})
