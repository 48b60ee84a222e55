import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../api/site.ts'
import { createFormat } from './create-format.ts'
import { FormatContext } from './format.ts'

/** Makes the formats once for all pages: each is a dozen objects that take the browser long to build. */
export function FormatProvider({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation('common')
  const timeZone = useTimeZone()
  const format = useMemo(
    () =>
      // The server writes British dates, too; the American order would be taken for a month.
      createFormat(i18n.language === 'en' ? 'en-GB' : i18n.language, timeZone, {
        today: t('day.today'),
        tomorrow: t('day.tomorrow'),
        yesterday: t('day.yesterday'),
        hour: t('unit.hour'),
        minute: t('unit.minute'),
        day: t('unit.day'),
      }),
    [i18n.language, t, timeZone],
  )
  return <FormatContext value={format}>{children}</FormatContext>
}
