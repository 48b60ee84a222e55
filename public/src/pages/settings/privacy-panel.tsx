import '@mantine/core/styles/NumberInput.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import { Button, NativeSelect, NumberInput, Switch } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NAME_DISPLAYS } from '../../../../worker/domain/names.ts'
import { SettingsPatch } from '../../../../worker/services/settings-schema.ts'
import { type Settings, useChangeSettings } from '../../api/settings.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { Panel } from '../../parts/panel.tsx'

type PrivacyPanelProps = { settings: Settings; isReadOnly: boolean }

const periods = [
  'jobTextDays',
  'notificationDays',
  'sessionDays',
  'anonymiseDisabledDays',
  'auditDays',
] as const

/** Who sees names, what the works council agreed to, and what is forgotten when. */
export function PrivacyPanel({ settings, isReadOnly }: PrivacyPanelProps) {
  const { t } = useTranslation('settings')
  const { nameDisplay, worksCouncilMode, retention } = settings
  const form = useSchemaForm({
    initialValues: { nameDisplay, worksCouncilMode, retention },
    schema: SettingsPatch,
    wish: (values) => values,
  })
  const change = useChangeSettings(() => {
    form.resetDirty()
    notifications.show({ color: 'teal', message: t('saved') })
  })
  return (
    <Panel title={t('privacy.title')} text={t('privacy.text')}>
      <form
        noValidate
        className={formClasses.form}
        onSubmit={form.onSubmit(
          (values) => change.mutate(values, { onError: form.showProblem }),
          focusFirstError(form),
        )}
      >
        <NativeSelect
          label={t('privacy.names')}
          description={t(`privacy.namesHint.${form.values.nameDisplay}`)}
          disabled={isReadOnly}
          data={NAME_DISPLAYS.map((value) => ({ value, label: t(`privacy.nameDisplay.${value}`) }))}
          {...form.getInputProps('nameDisplay')}
        />
        <Switch
          label={t('privacy.council')}
          description={t('privacy.councilHint')}
          disabled={isReadOnly}
          {...form.getInputProps('worksCouncilMode', { type: 'checkbox' })}
        />
        <div className={formClasses.pair}>
          {periods.map((period) => (
            <NumberInput
              key={period}
              label={t(`privacy.period.${period}`)}
              description={t('privacy.forever')}
              suffix={` ${t('unit.days')}`}
              disabled={isReadOnly}
              {...form.getInputProps(`retention.${period}`)}
            />
          ))}
        </div>
        <FormProblem
          error={change.error}
          fields={['nameDisplay', 'worksCouncilMode', ...periods.map((period) => `retention.${period}`)]}
        />
        {!isReadOnly && (
          <div className={formClasses.inline}>
            <Button type="submit" disabled={!form.isDirty()} loading={change.isPending}>
              {t('save')}
            </Button>
          </div>
        )}
      </form>
    </Panel>
  )
}
