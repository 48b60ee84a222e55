import '@mantine/core/styles/NumberInput.layer.css'
import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NewCorrection } from '../../../../worker/http/cost-schemas.ts'
import { useCorrectMonth, useCostCentres } from '../../api/costs.ts'
import { useCohorts } from '../../api/people.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { useFormat } from '../../i18n/format.ts'

/** `cents` is typed in euros; '' stands for no cost centre and no cohort. */
type Values = { costCentreId: string; cohortId: string; cents: number | string; reason: string }

const centsAEuro = 100

const wish = ({ costCentreId, cohortId, cents, reason }: Values) => ({
  costCentreId: costCentreId === '' ? null : costCentreId,
  cohortId: cohortId === '' ? null : cohortId,
  cents: cents === '' ? Number.NaN : Math.round(Number(cents) * centsAEuro),
  reason,
})

/** A booking that puts a closed month right: how much, for whom, and why. */
export default function CorrectionDialog({ month, onClose }: { month: string; onClose: () => void }) {
  const { t } = useTranslation('costs')
  const format = useFormat()
  const costCentres = useCostCentres().data ?? []
  const cohorts = useCohorts().data ?? []
  const initialValues: Values = { costCentreId: '', cohortId: '', cents: '', reason: '' }
  const form = useSchemaForm({ initialValues, schema: NewCorrection, wish })
  const correct = useCorrectMonth(month, () => {
    notifications.show({ color: 'teal', message: t('saved') })
    onClose()
  })
  return (
    <FormDialog
      title={t('corrections.add')}
      submit={t('save')}
      isPending={correct.isPending}
      error={correct.error}
      fields={['costCentreId', 'cohortId', 'cents', 'reason']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => correct.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <NumberInput
        label={t('corrections.amount')}
        description={t('corrections.amountHint')}
        decimalScale={2}
        decimalSeparator={format.decimalSeparator}
        required
        data-autofocus
        {...form.getInputProps('cents')}
      />
      <div className={formClasses.pair}>
        <NativeSelect
          label={t('costCentre')}
          data={[
            { value: '', label: t('none') },
            ...costCentres.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
          ]}
          {...form.getInputProps('costCentreId')}
        />
        <NativeSelect
          label={t('cohort')}
          data={[
            { value: '', label: t('noCohort') },
            ...cohorts.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.getInputProps('cohortId')}
        />
      </div>
      <TextInput label={t('corrections.reason')} maxLength={300} required {...form.getInputProps('reason')} />
    </FormDialog>
  )
}
