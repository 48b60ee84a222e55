import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '../../api/system.ts'
import { useFormat } from '../../i18n/format.ts'

/** As much of a value as helps to understand it; the export has all of it. */
const longestValue = 60

type Changes = NonNullable<AuditEvent['changes']>

/** What changed, in words. `before` is left out where there was nothing. */
export type Change = { path: string; field: string; before: string | undefined; after: string }

/** Says nothing to people: whom or what an entry is about stands in its first column. */
const isTechnical = (field: string) => /Id$|^(checksum|kiosk|guestRequest|cause)$/.test(field)

/** What people wrote themselves is told as they wrote it. */
const isWritten = (field: string) =>
  /name$|^(title|reason|text|resolution|note|location|model|manufacturer|address)$/i.test(field)

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Entry = [path: string, before: unknown, after: unknown]

/** Of a group of rules, those that differ, one by one. */
const single = ([path, before, after]: Entry): Entry[] => {
  if (!isGroup(after) && !isGroup(before)) return [[path, before, after]]
  const [was, is] = [isGroup(before) ? before : {}, isGroup(after) ? after : {}]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
    .flatMap((key) => single([`${path}.${key}`, was[key], is[key]]))
}

/** "held on for a job" → "held_on_for_a_job": how the texts are filed. */
const filed = (value: string) => value.replace(/\W+/g, '_')

/** Fields and values of the trail as people say them; those that have no words yet are told as they are. */
export function useChangeWords() {
  const { t, i18n } = useTranslation('audit')
  const format = useFormat()
  const wordsAt = (key: string): string | undefined => {
    const words: unknown = i18n.getResource(i18n.language, 'audit', key)
    return typeof words === 'string' ? words : undefined
  }
  const fieldWords = (field: string) => wordsAt(`field.${field}`)
  const shortened = (text: string) => (text.length > longestValue ? `${text.slice(0, longestValue)}…` : text)

  const valueWords = (field: string, value: unknown, now: number): string => {
    if (value === null || value === undefined || value === '') return t('value.none')
    if (typeof value === 'boolean') return t(`value.${value ? 'yes' : 'no'}`)
    if (typeof value === 'number')
      return field.endsWith('At') ? format.moment(value, now) : format.number(value)
    if (Array.isArray(value)) return shortened(value.map((one) => valueWords(field, one, now)).join(', '))
    const text = String(value)
    if (field.endsWith('At') && !Number.isNaN(Date.parse(text))) return format.moment(Date.parse(text), now)
    return (isWritten(field) ? undefined : wordsAt(`value.${filed(text)}`)) ?? shortened(text)
  }

  return (changes: Changes, now: number): Change[] =>
    Object.entries(changes)
      .flatMap(([field, [before, after]]) => single([field, before, after]))
      .map(([path, before, after]) => ({ path, field: path.split('.').at(-1) ?? path, before, after }))
      .filter(({ field }) => !isTechnical(field))
      .map(({ path, field, before, after }) => ({
        path,
        field: fieldWords(field) ?? field,
        before: before === null || before === undefined ? undefined : valueWords(field, before, now),
        after: valueWords(field, after, now),
      }))
}
