import '@mantine/core/styles/Switch.layer.css'
import { Button, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DEFAULT_POLICY } from '../../../worker/domain/policy.ts'
import classes from './policies.module.css'
import {
  type Layer,
  type PolicyDraft,
  type PolicyDrafts,
  type PolicyScope,
  rolesThatDiffer,
  ruleInherited,
} from './policy-drafts.ts'
import { RuleInput } from './rule-input.tsx'
import { useRuleWords } from './rule-words.ts'
import type { Rule } from './rules.ts'

type RuleRowProps = {
  rule: Rule
  layer: Layer
  scope: PolicyScope
  drafts: PolicyDrafts
  error: string | undefined
  isReadOnly: boolean
  /** The whole draft of this layer, changed. */
  onChange: (draft: PolicyDraft) => void
}

/** One rule: what it is for, its value on this layer, and where the value comes from if not from here. */
export function RuleRow({ rule, layer, scope, drafts, error, isReadOnly, onChange }: RuleRowProps) {
  const { t } = useTranslation(['policies', 'common'])
  const words = useRuleWords()
  const draft = drafts[layer] ?? {}
  const name = t(`policies:rule.${rule}.name`)
  // The workshop's own rules for everybody are the ground that all others stand on.
  const isGround = scope.kind === 'site' && layer === 'everyone'
  const isOwn = Object.hasOwn(draft, rule)
  const inherited = ruleInherited(scope, drafts, layer, rule)
  const { [rule]: own, ...others } = draft
  const isUsual = JSON.stringify(own) === JSON.stringify(DEFAULT_POLICY[rule])
  const differing = layer === 'everyone' ? rolesThatDiffer(scope, drafts, rule) : []
  return (
    <li className={classes.rule}>
      <div>
        <p className={classes.name}>{name}</p>
        <p className={classes.help}>{t(`policies:rule.${rule}.help`)}</p>
      </div>
      <div className={classes.value}>
        {!isGround && (
          <div className={classes.now}>
            {!isOwn && (
              <p className={classes.inherited}>
                {words(rule, inherited.policy)}
                <span className={classes.origin}>{t(`policies:origin.${inherited.origin}`)}</span>
              </p>
            )}
            <Switch
              size="sm"
              className={classes.own}
              label={t('policies:own')}
              aria-label={`${t('policies:own')}: ${name}`}
              disabled={isReadOnly}
              checked={isOwn}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? { ...draft, [rule]: inherited.policy[rule] } : others)
              }
            />
          </div>
        )}
        {isOwn && (
          <RuleInput
            rule={rule}
            draft={draft}
            error={error}
            isReadOnly={isReadOnly}
            onChange={(changed) => onChange({ ...draft, ...changed })}
          />
        )}
        {!isOwn && error && <p className={classes.error}>{error}</p>}
        {isGround && !isUsual && (
          <p className={classes.origin}>
            {t('policies:usual', { value: words(rule, DEFAULT_POLICY) })}
            {!isReadOnly && (
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={`${t('policies:reset')}: ${name}`}
                onClick={() => onChange({ ...draft, [rule]: DEFAULT_POLICY[rule] })}
              >
                {t('policies:reset')}
              </Button>
            )}
          </p>
        )}
        {differing.map(({ roles, policy, origin }) => (
          <p key={roles.join()} className={classes.origin}>
            <strong>{roles.map((role) => t(`common:role.${role}`)).join(', ')}:</strong> {words(rule, policy)}
            {scope.kind === 'printer' && ` (${t(`policies:origin.${origin}`)})`}
          </p>
        ))}
      </div>
    </li>
  )
}
