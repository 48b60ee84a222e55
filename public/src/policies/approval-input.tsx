import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import formClasses from '../forms/form.module.css'
import type { RuleInputProps } from './rule-input.tsx'

const modes = ['never', 'always', 'some'] as const
const usualMinutes = 480

/** Never, always, or only for long or overnight reservations. */
export function ApprovalInput({ draft, error, isReadOnly, onChange }: RuleInputProps) {
  const { t } = useTranslation('policies')
  const needs = draft.needsApproval ?? 'never'
  const some = typeof needs === 'object' ? needs : undefined
  const choose = (mode: string) =>
    onChange({
      needsApproval:
        mode === 'some'
          ? { overMinutes: usualMinutes, overnight: true }
          : mode === 'always'
            ? 'always'
            : 'never',
    })
  return (
    <div className={formClasses.options}>
      <NativeSelect
        aria-label={t('rule.needsApproval.name')}
        disabled={isReadOnly}
        error={error}
        value={typeof needs === 'object' ? 'some' : needs}
        data={modes.map((mode) => ({ value: mode, label: t(`approval.${mode}`) }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {some && (
        <>
          <NumberInput
            label={t('approval.overMinutes')}
            placeholder={t('approval.anyLength')}
            suffix={` ${t('unit.minutes')}`}
            min={1}
            disabled={isReadOnly}
            value={some.overMinutes ?? ''}
            onChange={(typed) =>
              onChange({ needsApproval: { ...some, overMinutes: typed === '' ? null : Number(typed) } })
            }
          />
          <Checkbox
            label={t('approval.overnight')}
            disabled={isReadOnly}
            checked={some.overnight}
            onChange={(event) =>
              onChange({ needsApproval: { ...some, overnight: event.currentTarget.checked } })
            }
          />
        </>
      )}
    </div>
  )
}
