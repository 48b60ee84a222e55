import { useTranslation } from 'react-i18next'
import type { Violation } from '../../../worker/domain/booking-rules.ts'
import { BOOKING_TEXTS } from '../../../worker/http/texts/booking.ts'
import { sayMinutes } from '../../../worker/services/local-words.ts'
import { useFormat } from '../i18n/format.ts'

/** Words a broken rule as the server would, in the person's language. */
export function useViolationWords(now: number) {
  const { i18n } = useTranslation()
  const format = useFormat()
  const language = i18n.language === 'en' ? 'en' : 'de'
  return ({ code, params = {} }: Violation): string =>
    BOOKING_TEXTS[code][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = params[name]
      if (value === undefined) return whole
      if (typeof value === 'string') return value
      if (name.endsWith('Minutes')) return sayMinutes(value, language)
      return name.endsWith('At') ? format.moment(value, now) : value.toLocaleString(i18n.language)
    })
}
