import '@mantine/core/styles/NumberInput.layer.css'
import { NumberInput, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NewQualification } from '../../../../worker/http/qualification-schemas.ts'
import { type Qualification, useSaveQualification } from '../../api/qualifications.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'

type Values = { name: string; description: string; validMonths: number | string }
type QualificationDialogProps = { qualification: Qualification | undefined; onClose: () => void }

const usualMonths = 12
const wish = ({ name, description, validMonths }: Values) => ({
  name,
  description: description.trim() || null,
  validMonths: validMonths === '' ? null : Number(validMonths),
})

/** Adds an instruction people can hold, or changes one. */
export default function QualificationDialog({ qualification, onClose }: QualificationDialogProps) {
  const { t } = useTranslation('qualifications')
  const initialValues: Values = {
    name: qualification?.name ?? '',
    description: qualification?.description ?? '',
    validMonths: qualification ? (qualification.validMonths ?? '') : usualMonths,
  }
  const form = useSchemaForm({ initialValues, schema: NewQualification, wish })
  const save = useSaveQualification(qualification?.id, () => {
    notifications.show({ color: 'teal', message: t('saved') })
    onClose()
  })
  return (
    <FormDialog
      title={qualification ? t('edit') : t('add')}
      submit={t('save')}
      isPending={save.isPending}
      error={save.error}
      fields={['name', 'description', 'validMonths']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => save.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        maxLength={80}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <NumberInput
        label={t('valid')}
        description={t('validHint')}
        suffix={` ${t('monthsUnit')}`}
        min={1}
        {...form.getInputProps('validMonths')}
      />
      <Textarea
        label={t('description')}
        description={t('descriptionHint')}
        rows={3}
        maxLength={2000}
        {...form.getInputProps('description')}
      />
    </FormDialog>
  )
}
