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
    const { text, limit } = wordsFor(issue)
    const shown =
      typeof limit === 'number' ? limit.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB') : limit
    return WORDS[text][language].replace('{limit}', String(shown))
  }
