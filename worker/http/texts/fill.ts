import { sayInstant, sayMinutes } from '../../services/local-words.ts'
import { iso, type Language } from '../../services/present.ts'
import type { FieldError } from '../../services/refusal.ts'

type Params = NonNullable<FieldError['params']>

/** Puts parameters into `{name}`; those that end in `At` as local date and time, in `Minutes` as a length. */
export const fill = (text: string, params: Params, language: Language, timeZone: string): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    if (typeof value === 'string') return value
    if (name.endsWith('At')) return sayInstant(value, language, timeZone)
    if (name.endsWith('Minutes')) return sayMinutes(value, language)
    return value.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB')
  })

/** Parameters as an answer shows them: instants in ISO 8601. */
export const shownParams = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      name.endsWith('At') && typeof value === 'number' ? iso(value) : value,
    ]),
  )
