import '@mantine/core/styles/NumberInput.layer.css'
import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NewQualification } from '../../../../worker/http/qualification-schemas.ts'
import { type Qualification, useSaveQualification } from '../../api/qualifications.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { kinds } from '../../machines/kinds.ts'

type Values = {
  name: string
  kind: string
  description: string
  validMonths: number | string
  minorMonths: number | string
}
type QualificationDialogProps = { qualification: Qualification | undefined; onClose: () => void }

const usualMonths = 12
const usualMinorMonths = 6
const months = (value: number | string): number | null => (value === '' ? null : Number(value))
const wish = ({ name, kind, description, validMonths, minorMonths }: Values) => ({
  name,
  kind: kind || null,
  description: description.trim() || null,
  validMonths: months(validMonths),
  minorMonths: months(minorMonths),
})

/** Adds an instruction people can hold, or changes one. */
export default function QualificationDialog({ qualification, onClose }: QualificationDialogProps) {
  const { t } = useTranslation(['qualifications', 'machines'])
  const initialValues: Values = {
    name: qualification?.name ?? '',
    kind: qualification?.kind ?? '',
    description: qualification?.description ?? '',
    validMonths: qualification ? (qualification.validMonths ?? '') : usualMonths,
    minorMonths: qualification ? (qualification.minorMonths ?? '') : usualMinorMonths,
  }
  const form = useSchemaForm({ initialValues, schema: NewQualification, wish })
  const save = useSaveQualification(qualification?.id, () => {
    notifications.show({ color: 'teal', message: t('qualifications:saved') })
    onClose()
  })
  return (
    <FormDialog
      title={qualification ? t('qualifications:edit') : t('qualifications:add')}
      submit={t('qualifications:save')}
      isPending={save.isPending}
      error={save.error}
      fields={['name', 'kind', 'description', 'validMonths', 'minorMonths']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => save.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <TextInput
        label={t('qualifications:name')}
        description={t('qualifications:nameHint')}
        maxLength={80}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <NativeSelect
        label={t('qualifications:kind')}
        description={t('qualifications:kindHint')}
        data={[
          { value: '', label: t('qualifications:noKind') },
          ...kinds.map((value) => ({ value, label: t(`machines:kind.${value}`) })),
        ]}
        {...form.getInputProps('kind')}
      />
      <div className={formClasses.pair}>
        <NumberInput
          label={t('qualifications:valid')}
          description={t('qualifications:validHint')}
          suffix={` ${t('qualifications:monthsUnit')}`}
          min={1}
          {...form.getInputProps('validMonths')}
        />
        <NumberInput
          label={t('qualifications:validMinors')}
          description={t('qualifications:validMinorsHint')}
          suffix={` ${t('qualifications:monthsUnit')}`}
          min={1}
          {...form.getInputProps('minorMonths')}
        />
      </div>
      <Textarea
        label={t('qualifications:description')}
        description={t('qualifications:descriptionHint')}
        rows={3}
        maxLength={2000}
        {...form.getInputProps('description')}
      />
    </FormDialog>
  )
}
