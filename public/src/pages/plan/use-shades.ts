import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../../api/site.ts'
import { overlaps } from '../../booking/draft.ts'
import { useRules } from '../../booking/rules.ts'
import { closedHours, type Span } from './span.ts'
import type { Shade } from './timeline.tsx'

/** When each printer can't be booked: outside the opening hours, and closures with their reason. */
export function useShades(span: Span, now: number) {
  const { t } = useTranslation('plan')
  const timeZone = useTimeZone()
  const { policyOf, closuresOf } = useRules(span, now)
  return (printerId: string): Shade[] => [
    ...closedHours(policyOf(printerId)?.openingHours ?? null, span, timeZone).map(
      (window) => ({ ...window, kind: 'hours', label: t('closed') }) as const,
    ),
    ...closuresOf(printerId)
      .filter((closure) => overlaps(closure, span))
      .map(({ startsAt, endsAt, reason }) => ({ startsAt, endsAt, kind: 'closure', label: reason }) as const),
  ]
}
