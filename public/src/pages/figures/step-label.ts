import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Period } from './period.ts'

/** How a day, the week from a Monday or a month is written under a chart. */
export function useStepLabel(step: Period['step']): (name: string) => string {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const label = new Intl.DateTimeFormat(
      i18n.language,
      step === 'month'
        ? { month: 'short', year: 'numeric', timeZone: 'UTC' }
        : { day: 'numeric', month: 'short', timeZone: 'UTC' },
    )
    return (name) => label.format(Date.parse(name))
  }, [i18n.language, step])
}
