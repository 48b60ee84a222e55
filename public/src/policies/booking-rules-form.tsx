import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookingPolicy } from '../../../worker/domain/policy.ts'
import formClasses from '../forms/form.module.css'
import { FormProblem } from '../forms/form-problem.tsx'
import classes from './policies.module.css'
import { usePolicyErrors } from './policy-errors.ts'
import { RuleInput } from './rule-input.tsx'
import { type PolicyDraft, rules } from './rules.ts'

type BookingRulesFormProps = {
  booking: BookingPolicy
  isReadOnly: boolean
  isPending: boolean
  error: unknown
  onSave: (booking: PolicyDraft) => void
}

/** The workshop's rules, each with what it is for. */
export function BookingRulesForm({ booking, isReadOnly, isPending, error, onSave }: BookingRulesFormProps) {
  const { t } = useTranslation('policies')
  const [draft, setDraft] = useState<PolicyDraft>({})
  const whole = { ...booking, ...draft }
  const errors = usePolicyErrors(whole)
  const isChanged = Object.keys(draft).length > 0
  return (
    <div className={formClasses.form}>
      <ul className={classes.rules}>
        {rules.map((rule) => (
          <li key={rule} className={classes.rule}>
            <div>
              <p className={classes.name}>{t(`rule.${rule}.name`)}</p>
              <p className={classes.help}>{t(`rule.${rule}.help`)}</p>
            </div>
            <RuleInput
              rule={rule}
              draft={whole}
              error={errors[rule]}
              isReadOnly={isReadOnly}
              onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
            />
          </li>
        ))}
      </ul>
      <FormProblem error={error} fields={[]} />
      {!isReadOnly && (
        <div className={formClasses.inline}>
          <Button
            disabled={!isChanged || Object.keys(errors).length > 0}
            loading={isPending}
            onClick={() => onSave(draft)}
          >
            {t('save')}
          </Button>
          {isChanged && (
            <Button variant="default" onClick={() => setDraft({})}>
              {t('discard')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
