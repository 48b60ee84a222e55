import '@mantine/core/styles/NumberInput.layer.css'
import { NativeSelect, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SLOT_MINUTES } from '../../../worker/domain/policy.ts'
import { useQualifications } from '../api/qualifications.ts'
import { useFormat } from '../i18n/format.ts'
import { ApprovalInput } from './approval-input.tsx'
import { OpeningHoursInput } from './opening-hours-input.tsx'
import type { PolicyDraft } from './policy-drafts.ts'
import { numberRules, type Rule } from './rules.ts'

/** From here on a number of minutes is told in hours and days, too. */
const tellingMinutes = 60

export type RuleInputProps = {
  rule: Rule
  draft: PolicyDraft
  error: string | undefined
  isReadOnly: boolean
  onChange: (change: PolicyDraft) => void
}

/** The field of one rule; its name and explanation stand beside it. */
export function RuleInput(props: RuleInputProps) {
  switch (props.rule) {
    case 'openingHours':
      return <OpeningHoursInput {...props} />
    case 'needsApproval':
      return <ApprovalInput {...props} />
    case 'requiresQualification':
      return <QualificationInput {...props} />
    case 'slotMinutes':
      return <SlotInput {...props} />
    default:
      return <NumberRuleInput {...props} />
  }
}

function NumberRuleInput({ rule, draft, error, isReadOnly, onChange }: RuleInputProps) {
  const { t } = useTranslation('policies')
  const format = useFormat()
  const found = numberRules.find(({ key }) => key === rule)
  if (!found) return null
  const { key, unit, canBeNone } = found
  const value = draft[key]
  return (
    <NumberInput
      aria-label={t(`rule.${key}.name`)}
      min={0}
      allowDecimal={unit === 'hours'}
      suffix={` ${t(`unit.${unit}`)}`}
      placeholder={canBeNone ? t('noLimit') : ''}
      disabled={isReadOnly}
      error={error}
      // Many minutes are easier to judge as hours or days.
      description={
        unit === 'minutes' && typeof value === 'number' && value >= tellingMinutes
          ? format.duration(value * 60_000)
          : undefined
      }
      inputWrapperOrder={['input', 'description', 'error']}
      value={value ?? ''}
      // An empty field is no limit where there may be none, and missing everywhere else.
      onChange={(typed) => onChange({ [key]: typed === '' ? null : Number(typed) })}
    />
  )
}

function SlotInput({ draft, error, isReadOnly, onChange }: RuleInputProps) {
  const { t } = useTranslation('policies')
  return (
    <NativeSelect
      aria-label={t('rule.slotMinutes.name')}
      error={error}
      disabled={isReadOnly}
      value={String(draft.slotMinutes ?? 5)}
      data={SLOT_MINUTES.map((minutes) => ({
        value: String(minutes),
        label: `${minutes} ${t('unit.minutes')}`,
      }))}
      onChange={(event) => {
        const chosen = SLOT_MINUTES.find((minutes) => String(minutes) === event.currentTarget.value)
        if (chosen) onChange({ slotMinutes: chosen })
      }}
    />
  )
}

function QualificationInput({ draft, error, isReadOnly, onChange }: RuleInputProps) {
  const { t } = useTranslation('policies')
  const qualifications = useQualifications().data ?? []
  return (
    <NativeSelect
      aria-label={t('rule.requiresQualification.name')}
      error={error}
      disabled={isReadOnly}
      value={draft.requiresQualification ?? ''}
      data={[
        { value: '', label: t('noQualification') },
        ...qualifications.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onChange({ requiresQualification: event.currentTarget.value || null })}
    />
  )
}
