import { TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { Stop } from '../../../../worker/http/decision-schemas.ts'
import { useStopAll } from '../../api/incidents.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'

/** The emergency: every plug off, running prints too, until somebody releases it. */
export default function StopDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('incidents')
  const form = useSchemaForm({
    initialValues: { reason: t('stop.usual') },
    schema: Stop,
    wish: (values) => values,
  })
  const stop = useStopAll(() => {
    notifications.show({ color: 'red', message: t('stop.done') })
    onClose()
  })
  return (
    <FormDialog
      title={t('stop.title')}
      submit={t('stop.action')}
      color="red"
      isPending={stop.isPending}
      error={stop.error}
      fields={['reason']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => stop.mutate(values, { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <p>{t('stop.text')}</p>
      <TextInput
        label={t('stop.why')}
        maxLength={300}
        required
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  )
}
