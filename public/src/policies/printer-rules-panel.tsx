import '@mantine/core/styles/Switch.layer.css'
import { Button, Switch } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { effectivePolicy } from '../../../worker/domain/policy.ts'
import { type PrinterDetails, useChangePrinter } from '../api/printers.ts'
import { type Settings, useSettings } from '../api/settings.ts'
import formClasses from '../forms/form.module.css'
import { FormProblem } from '../forms/form-problem.tsx'
import { Panel } from '../parts/panel.tsx'
import classes from './policies.module.css'
import { usePolicyErrors } from './policy-errors.ts'
import { RuleInput } from './rule-input.tsx'
import { useRuleWords } from './rule-words.ts'
import { type PolicyDraft, type Rule, rules } from './rules.ts'

/** Which of the workshop's rules this printer overrides. */
export function PrinterRulesPanel({ printer }: { printer: PrinterDetails }) {
  const { t } = useTranslation('policies')
  const settings = useSettings().data
  return (
    <Panel title={t('printer.title')} text={t('printer.text')}>
      {/* Saved overrides begin a new draft. */}
      {settings && (
        <Form key={JSON.stringify(printer.policyOverrides)} printer={printer} settings={settings} />
      )}
    </Panel>
  )
}

function Form({ printer, settings }: { printer: PrinterDetails; settings: Settings }) {
  const { t } = useTranslation('policies')
  const words = useRuleWords()
  const { roles, ...before } = printer.policyOverrides
  const [draft, setDraft] = useState<PolicyDraft>(before)
  const errors = usePolicyErrors(draft)
  const change = useChangePrinter(printer.id, () =>
    notifications.show({ color: 'teal', message: t('saved') }),
  )
  // What apprentices meet without this printer's own rules.
  const inherited = effectivePolicy(settings, {}, 'apprentice')
  const own = (rule: Rule, isOwn: boolean) =>
    setDraft(({ [rule]: _, ...rest }) => (isOwn ? { ...rest, [rule]: inherited[rule] } : rest))
  const isChanged = JSON.stringify(draft) !== JSON.stringify(before)
  return (
    <div className={formClasses.form}>
      <ul className={classes.rules}>
        {rules.map((rule) => {
          const isOwn = Object.hasOwn(draft, rule)
          return (
            <li key={rule} className={classes.rule}>
              <div>
                <p className={classes.name}>{t(`rule.${rule}.name`)}</p>
                <p className={classes.help}>{t(`rule.${rule}.help`)}</p>
                <Switch
                  className={classes.own}
                  size="sm"
                  label={t('printer.own')}
                  aria-label={`${t('printer.own')}: ${t(`rule.${rule}.name`)}`}
                  checked={isOwn}
                  onChange={(event) => own(rule, event.currentTarget.checked)}
                />
              </div>
              {isOwn ? (
                <RuleInput
                  rule={rule}
                  draft={draft}
                  error={errors[rule]}
                  isReadOnly={false}
                  onChange={(changed) => setDraft((all) => ({ ...all, ...changed }))}
                />
              ) : (
                <span className={classes.inherited}>{words(rule, inherited)}</span>
              )}
            </li>
          )
        })}
      </ul>
      <FormProblem error={change.error} fields={[]} />
      <div className={formClasses.inline}>
        <Button
          disabled={!isChanged || Object.keys(errors).length > 0}
          loading={change.isPending}
          onClick={() => change.mutate({ policy: { ...draft, ...(roles && { roles }) } })}
        >
          {t('save')}
        </Button>
        {isChanged && (
          <Button variant="default" onClick={() => setDraft(before)}>
            {t('discard')}
          </Button>
        )}
      </div>
    </div>
  )
}
