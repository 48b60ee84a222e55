import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../api/site.ts'
import { createFormat, type Format } from './create-format.ts'

/** Dates, times and amounts in the page's language and the workshop's time zone. */
export function useFormat(): Format {
  const { t, i18n } = useTranslation('common')
  const timeZone = useTimeZone()
  return useMemo(
    () =>
      createFormat(i18n.language, timeZone, {
        today: t('day.today'),
        tomorrow: t('day.tomorrow'),
        yesterday: t('day.yesterday'),
        hour: t('unit.hour'),
        minute: t('unit.minute'),
        day: t('unit.day'),
      }),
    [i18n.language, t, timeZone],
  )
}
