import { Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { Rejection } from '../../../../worker/http/decision-schemas.ts'
import { useRejectJob } from '../../api/approvals.ts'
import type { Job } from '../../api/shapes.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'

/** A no needs a reason: the person reads it. */
export default function RejectDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useTranslation('approvals')
  const form = useSchemaForm({ initialValues: { text: '' }, schema: Rejection, wish: (values) => values })
  const reject = useRejectJob(job.id, () => {
    notifications.show({ message: t('rejected', { title: job.title }) })
    onClose()
  })
  return (
    <FormDialog
      title={t('rejectTitle', { title: job.title })}
      submit={t('reject')}
      color="red"
      isPending={reject.isPending}
      error={reject.error}
      fields={['text']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => reject.mutate(values, { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <Textarea
        label={t('why')}
        description={t('whyHint', { name: job.userName ?? '' })}
        rows={3}
        maxLength={300}
        required
        data-autofocus
        {...form.getInputProps('text')}
      />
    </FormDialog>
  )
}
