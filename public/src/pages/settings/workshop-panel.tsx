import '@mantine/core/styles/NumberInput.layer.css'
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { SettingsPatch } from '../../../../worker/services/settings-schema.ts'
import { type Settings, useChangeSettings } from '../../api/settings.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { Panel } from '../../parts/panel.tsx'

type WorkshopPanelProps = { settings: Settings; isReadOnly: boolean }

const releases = ['ask', 'automatic', 'off'] as const

/** The workshop's name, and how it treats freed time and many machines at once. */
export function WorkshopPanel({ settings, isReadOnly }: WorkshopPanelProps) {
  const { t } = useTranslation('settings')
  const { siteName, heldSlotMinutes, releaseWhenDone, staggerSeconds } = settings
  const form = useSchemaForm({
    initialValues: { siteName, heldSlotMinutes, releaseWhenDone, staggerSeconds },
    schema: SettingsPatch,
    wish: (values) => values,
  })
  const change = useChangeSettings(() => {
    form.resetDirty()
    notifications.show({ color: 'teal', message: t('saved') })
  })
  return (
    <Panel title={t('workshop.title')}>
      <form
        noValidate
        className={formClasses.form}
        onSubmit={form.onSubmit(
          (values) => change.mutate(values, { onError: form.showProblem }),
          focusFirstError(form),
        )}
      >
        <TextInput
          label={t('workshop.name')}
          description={t('workshop.nameHint')}
          maxLength={80}
          disabled={isReadOnly}
          {...form.getInputProps('siteName')}
        />
        <NativeSelect
          label={t('workshop.release')}
          description={t('workshop.releaseHint')}
          disabled={isReadOnly}
          data={releases.map((value) => ({ value, label: t(`workshop.releases.${value}`) }))}
          {...form.getInputProps('releaseWhenDone')}
        />
        <div className={formClasses.pair}>
          <NumberInput
            label={t('workshop.held')}
            description={t('workshop.heldHint')}
            suffix={` ${t('unit.minutes')}`}
            disabled={isReadOnly}
            {...form.getInputProps('heldSlotMinutes')}
          />
          <NumberInput
            label={t('workshop.stagger')}
            description={t('workshop.staggerHint')}
            suffix={` ${t('unit.seconds')}`}
            disabled={isReadOnly}
            {...form.getInputProps('staggerSeconds')}
          />
        </div>
        <FormProblem error={change.error} fields={Object.keys(form.values)} />
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
