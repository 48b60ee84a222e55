import { useTranslation } from 'react-i18next'
import type { Violation } from '../../../worker/domain/booking-rules.ts'
import { BOOKING_TEXTS } from '../../../worker/http/texts/booking.ts'
import { useFormat } from '../i18n/format.ts'

/** Words a broken rule as the server would, in the person's language. */
export function useViolationWords(now: number) {
  const { i18n } = useTranslation()
  const format = useFormat()
  return ({ code, params = {} }: Violation): string =>
    BOOKING_TEXTS[code][i18n.language === 'en' ? 'en' : 'de'].replaceAll(
      /\{(\w+)\}/g,
      (whole, name: string) => {
        const value = params[name]
        if (value === undefined) return whole
        if (typeof value === 'string') return value
        return name.endsWith('At') ? format.moment(value, now) : value.toLocaleString(i18n.language)
      },
    )
}
