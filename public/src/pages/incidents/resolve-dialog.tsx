import { Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { Resolution } from '../../../../worker/http/decision-schemas.ts'
import { type Incident, useResolveIncident } from '../../api/incidents.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'

type ResolveProps = { incident: Incident; subject: string; onClose: () => void }

/** Somebody has dealt with it; what was found helps the next one. */
export default function ResolveDialog({ incident, subject, onClose }: ResolveProps) {
  const { t } = useTranslation('incidents')
  const form = useSchemaForm({
    initialValues: { resolution: '' },
    schema: Resolution,
    wish: (values) => values,
  })
  const resolve = useResolveIncident(incident.id, () => {
    notifications.show({ color: 'teal', message: t('resolve.done') })
    onClose()
  })
  return (
    <FormDialog
      title={t('resolve.title', { subject })}
      submit={t('resolve.action')}
      isPending={resolve.isPending}
      error={resolve.error}
      fields={['resolution']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        ({ resolution }) => resolve.mutate(resolution.trim(), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <p>{incident.text}</p>
      <Textarea
        label={t('resolve.what')}
        description={t('resolve.hint')}
        rows={3}
        maxLength={500}
        data-autofocus
        {...form.getInputProps('resolution')}
      />
    </FormDialog>
  )
}
