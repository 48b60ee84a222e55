import { TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NewCohort } from '../../../../worker/http/people-schemas.ts'
import { type Cohort, useSaveCohort } from '../../api/people.ts'
import { DayField } from '../../forms/day-field.tsx'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'

type CohortDialogProps = { cohort: Cohort | undefined; onClose: () => void }

const wish = ({ name, endsOn }: { name: string; endsOn: string }) => ({ name, endsOn: endsOn || null })

/** Adds a year's group, or changes one. */
export default function CohortDialog({ cohort, onClose }: CohortDialogProps) {
  const { t } = useTranslation('people')
  const form = useSchemaForm({
    initialValues: { name: cohort?.name ?? '', endsOn: cohort?.endsOn ?? '' },
    schema: NewCohort,
    wish,
  })
  const save = useSaveCohort(cohort?.id, () => {
    notifications.show({ color: 'teal', message: t('saved') })
    onClose()
  })
  return (
    <FormDialog
      title={cohort ? t('cohort.edit') : t('cohort.add')}
      submit={t('save')}
      isPending={save.isPending}
      error={save.error}
      fields={['name', 'endsOn']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => save.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <TextInput
        label={t('cohort.name')}
        description={t('cohort.nameHint')}
        maxLength={60}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <DayField
        label={t('cohort.ends')}
        description={t('cohort.endsHint')}
        {...form.getInputProps('endsOn')}
      />
    </FormDialog>
  )
}
