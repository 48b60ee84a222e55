import { useTranslation } from 'react-i18next'
import type { Plug } from '../api/plugs.ts'
import { useFormat } from '../i18n/format.ts'
import { Pill } from '../parts/pill.tsx'

const toneOf = { on: 'busy', off: 'lost', unknown: 'bad' } as const

/** What is known of a plug right now, or since when nothing is. */
export function PowerPill({ power }: { power: Plug['reading'] }) {
  const { t } = useTranslation('machines')
  const format = useFormat()
  if (!power) return <Pill tone="lost">{t('power.none')}</Pill>
  const watts = power.state === 'on' && power.watts !== null ? ` · ${format.watts(power.watts)}` : ''
  return (
    <Pill tone={toneOf[power.state]}>
      {power.state === 'unknown' && power.since
        ? t('power.unknownSince', { time: format.time(Date.parse(power.since)) })
        : t(`power.${power.state}`)}
      {watts}
    </Pill>
  )
}
