import { UnstyledButton } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck, IconClock, IconPlus, IconSignature } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Instruction, PendingSignature } from '../../api/instructions.ts'
import type { Person } from '../../api/people.ts'
import type { Grant, Qualification } from '../../api/qualifications.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import classes from './qualifications.module.css'

export type Cell = {
  person: Person
  qualification: Qualification
  grant: Grant | undefined
  /** The text to be signed, if there is one. */
  text: Instruction['text']
  pending: PendingSignature | undefined
}

/** A month before its end, an instruction is due for renewal. */
const soonMs = 30 * 86_400_000

const looks = {
  valid: { tone: 'free', Icon: IconCircleCheck },
  soon: { tone: 'wait', Icon: IconClock },
  waits: { tone: 'wait', Icon: IconSignature },
  expired: { tone: 'bad', Icon: IconAlertCircle },
  none: { tone: 'lost', Icon: IconPlus },
} as const

/** How somebody stands with an instruction: a colour, a sign, and words. */
export function MatrixCell({ cell, onOpen }: { cell: Cell; onOpen: () => void }) {
  const { t } = useTranslation('qualifications')
  const format = useFormat()
  const now = useNow(60_000)
  const { person, qualification, grant, pending } = cell
  const standing = (): { look: keyof typeof looks; text: string } => {
    const endsAt = grant?.expiresAt == null ? undefined : Date.parse(grant.expiresAt)
    const until = endsAt === undefined ? t('forEver') : t('until', { date: format.dateAt(endsAt) })
    const isSoon = endsAt !== undefined && endsAt - now < soonMs
    if (grant?.isValid && !isSoon) return { look: 'valid', text: until }
    if (pending) return { look: 'waits', text: t(`waitsFor.${pending.waitsFor}`) }
    if (grant?.isValid) return { look: 'soon', text: until }
    return grant ? { look: 'expired', text: t('expired') } : { look: 'none', text: t('missing') }
  }
  const { look, text } = standing()
  const { tone, Icon } = looks[look]
  return (
    <UnstyledButton
      className={classes.cell}
      data-tone={tone}
      aria-label={`${text}: ${person.displayName}, ${qualification.name}`}
      onClick={onOpen}
    >
      <Icon size={16} aria-hidden="true" />
      {text}
    </UnstyledButton>
  )
}
