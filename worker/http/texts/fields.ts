import type * as z from 'zod'
import type { Language } from '../../services/present.ts'
import type { Text } from '../texts.ts'

const WORDS = {
  required: { de: 'Bitte ausfüllen.', en: 'Please fill this in.' },
  tooShort: { de: 'Mindestens {limit} Zeichen.', en: 'At least {limit} characters.' },
  tooLong: { de: 'Höchstens {limit} Zeichen.', en: 'At most {limit} characters.' },
  tooFew: { de: 'Zu wenige, mindestens {limit}.', en: 'Too few, at least {limit}.' },
  tooMany: { de: 'Zu viele, höchstens {limit}.', en: 'Too many, at most {limit}.' },
  tooSmall: { de: 'Mindestens {limit}.', en: 'At least {limit}.' },
  tooBig: { de: 'Höchstens {limit}.', en: 'At most {limit}.' },
  oneOf: { de: 'Möglich sind: {limit}.', en: 'Possible are: {limit}.' },
  instant: {
    de: 'Gebraucht wird ein Zeitpunkt wie 2026-11-23T09:00:00.000Z.',
    en: 'A time such as 2026-11-23T09:00:00.000Z is needed.',
  },
  invalid: { de: 'Das passt hier nicht.', en: 'This does not fit here.' },
} as const satisfies Record<string, Text>

/** Rules that a schema names by `params.code` of a custom issue, and that forms judge before anything is sent. */
export const NAMED_FIELD_TEXTS = {
  ends_before_start: { de: 'Das Ende muss nach dem Beginn liegen.', en: 'The end must be after the start.' },
  bad_username: {
    de: 'Erlaubt sind Kleinbuchstaben, Ziffern, Punkt, Binde- und Unterstrich.',
    en: 'Allowed are lower-case letters, digits, dot, dash and underscore.',
  },
  audit_too_short: {
    de: 'Die Aufzeichnungen bleiben mindestens 30 Tage (0: für immer).',
    en: 'The records stay for at least 30 days (0: for ever).',
  },
  interval_missing: {
    de: 'Nach wie vielen Stunden, Reservierungen oder Tagen?',
    en: 'After how many hours, reservations or days?',
  },
} as const satisfies Record<string, Text>

const isNamed = (code: unknown): code is keyof typeof NAMED_FIELD_TEXTS =>
  typeof code === 'string' && Object.hasOwn(NAMED_FIELD_TEXTS, code)

type Words = { text: keyof typeof WORDS; limit?: string | number | bigint }

const isMissing = (input: unknown) => input === undefined || input === null || input === ''

const LIMITS = {
  string: { too_small: 'tooShort', too_big: 'tooLong' },
  array: { too_small: 'tooFew', too_big: 'tooMany' },
  number: { too_small: 'tooSmall', too_big: 'tooBig' },
} as const

const isCounted = (origin: string): origin is 'string' | 'array' => origin === 'string' || origin === 'array'

const wordsFor = (issue: z.core.$ZodRawIssue): Words => {
  if (isMissing(issue.input)) return { text: 'required' }
  switch (issue.code) {
    case 'too_small':
    case 'too_big': {
      const limit = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum)
      const counted = isCounted(issue.origin) ? issue.origin : 'number'
      // Of what was trimmed nothing is left.
      if (counted === 'string' && issue.code === 'too_small' && limit === 1) return { text: 'required' }
      return { text: LIMITS[counted][issue.code], limit }
    }
    case 'invalid_value':
      return { text: 'oneOf', limit: issue.values.join(', ') }
    case 'invalid_format':
      return { text: issue.format === 'datetime' ? 'instant' : 'invalid' }
    default:
      return { text: 'invalid' }
  }
}

/**
 * What a field's schema complains of, in words for whoever filled it in: the API answers with them, and the
 * portal's forms show the same before anything is sent.
 */
export const fieldWords =
  (language: Language) =>
  (issue: z.core.$ZodRawIssue): string => {
    const named: unknown = issue.code === 'custom' ? issue.params?.code : undefined
    if (isNamed(named)) return NAMED_FIELD_TEXTS[named][language]
    const { text, limit } = wordsFor(issue)
    const shown =
      typeof limit === 'number' ? limit.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB') : limit
    return WORDS[text][language].replace('{limit}', String(shown))
  }
