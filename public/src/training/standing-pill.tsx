import { useTranslation } from 'react-i18next'
import type { Instruction } from '../api/instructions.ts'
import { useFormat } from '../i18n/format.ts'
import { Pill } from '../parts/pill.tsx'

const toneOf = { valid: 'free', expired: 'bad', none: 'bad' } as const

/** How one stands with an instruction, in a word and a colour. */
export function StandingPill({ mine }: { mine: Instruction['mine'] }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  if (mine.state !== 'valid' && mine.waitsFor !== null)
    return <Pill tone="wait">{t(`waitsFor.${mine.waitsFor}`)}</Pill>
  const end = mine.expiresAt === null ? undefined : format.dateAt(Date.parse(mine.expiresAt))
  if (mine.state === 'valid')
    return <Pill tone="free">{end === undefined ? t('state.forEver') : t('state.until', { date: end })}</Pill>
  return (
    <Pill tone={toneOf[mine.state]}>
      {mine.state === 'expired' ? t('state.expired', { date: end ?? '' }) : t('state.none')}
    </Pill>
  )
}
