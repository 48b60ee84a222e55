import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import formClasses from '../forms/form.module.css'
import { FormProblem } from '../forms/form-problem.tsx'
import { ChoiceChips } from '../parts/choice-chips.tsx'
import classes from './policies.module.css'
import {
  draftsOf,
  type Layer,
  layers,
  type PolicyDraft,
  type PolicyDrafts,
  type PolicyScope,
} from './policy-drafts.ts'
import { refusedRules, usePolicyErrors } from './policy-errors.ts'
import { RuleRow } from './rule-row.tsx'
import { ruleGroups } from './rules.ts'

type PolicyEditorProps = {
  scope: PolicyScope
  isReadOnly: boolean
  isPending: boolean
  error: unknown
  onSave: (drafts: PolicyDrafts) => void
}

/** The rules of booking for everybody and for each role, with where each value comes from; saved together. */
export function PolicyEditor({ scope, isReadOnly, isPending, error, onSave }: PolicyEditorProps) {
  const { t } = useTranslation(['policies', 'common'])
  const saved = draftsOf(scope)
  const [layer, setLayer] = useState<Layer>('everyone')
  const [drafts, setDrafts] = useState(saved)
  const errors = usePolicyErrors(drafts)
  const refused = refusedRules(error, layer)
  const isChanged = JSON.stringify(drafts) !== JSON.stringify(saved)
  const labelOf = (one: Layer) => {
    if (one === 'everyone') return t('policies:everyone')
    const count = Object.keys(drafts[one] ?? {}).length
    const name = t(`common:role.${one}`)
    return count === 0 ? name : t('policies:withOwn', { name, count })
  }
  const change = (draft: PolicyDraft) => setDrafts((before) => ({ ...before, [layer]: draft }))
  return (
    <div className={formClasses.form}>
      <ChoiceChips
        label={t('policies:forWhom')}
        choices={layers.map((value) => ({ value, label: labelOf(value) }))}
        value={layer}
        onChange={setLayer}
      />
      {ruleGroups.map(({ name, rules }) => (
        <section key={name} aria-labelledby={`rules-${name}`}>
          <h3 id={`rules-${name}`} className={classes.group}>
            {t(`policies:group.${name}`)}
          </h3>
          <ul className={classes.rules}>
            {rules.map((rule) => (
              <RuleRow
                key={rule}
                rule={rule}
                layer={layer}
                scope={scope}
                drafts={drafts}
                error={errors[layer]?.[rule] ?? refused[rule]}
                isReadOnly={isReadOnly}
                onChange={change}
              />
            ))}
          </ul>
        </section>
      ))}
      <FormProblem error={error} fields={[]} />
      {isChanged && (
        <div className={formClasses.footer}>
          <Button variant="default" onClick={() => setDrafts(saved)}>
            {t('policies:discard')}
          </Button>
          <Button
            disabled={Object.keys(errors).length > 0}
            loading={isPending}
            onClick={() => onSave(drafts)}
          >
            {t('policies:save')}
          </Button>
        </div>
      )}
    </div>
  )
}
