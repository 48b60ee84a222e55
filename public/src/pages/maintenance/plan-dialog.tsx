import '@mantine/core/styles/NumberInput.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import { NumberInput, Switch, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { PlanChange } from '../../../../worker/http/maintenance-schemas.ts'
import { type MaintenancePlan, useSavePlan } from '../../api/maintenance.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'

type Values = {
  name: string
  everyHours: number | string
  everyJobs: number | string
  everyDays: number | string
  checklist: string
  blocks: boolean
}
type PlanDialogProps = {
  /** The machine's name. */
  title: string
  where: { printerId: string } | { id: string }
  plan?: MaintenancePlan
  onClose: () => void
}

const count = (value: number | string): number | null => (value === '' ? null : Number(value))
const wish = ({ name, checklist, blocks, ...every }: Values) => ({
  name,
  everyHours: count(every.everyHours),
  everyJobs: count(every.everyJobs),
  everyDays: count(every.everyDays),
  checklist: checklist
    .split('\n')
    .map((step) => step.trim())
    .filter((step) => step !== ''),
  blocks,
})

/** What a machine needs, after how many hours, jobs or days, and what belongs to it. */
export default function PlanDialog({ title, where, plan, onClose }: PlanDialogProps) {
  const { t } = useTranslation('maintenance')
  const initialValues: Values = {
    name: plan?.name ?? '',
    everyHours: plan?.everyHours ?? '',
    everyJobs: plan?.everyJobs ?? '',
    everyDays: plan?.everyDays ?? '',
    checklist: plan?.checklist.join('\n') ?? '',
    blocks: plan?.blocks ?? false,
  }
  const form = useSchemaForm({ initialValues, schema: PlanChange, wish })
  const save = useSavePlan(where, () => {
    notifications.show({ color: 'teal', message: t('plan.saved') })
    onClose()
  })
  return (
    <FormDialog
      title={`${title}: ${plan ? t('plan.edit') : t('plan.add')}`}
      submit={t('plan.save')}
      isPending={save.isPending}
      error={save.error}
      fields={['name', 'everyHours', 'everyJobs', 'everyDays', 'checklist']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => save.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <TextInput
        label={t('plan.name')}
        description={t('plan.nameHint')}
        maxLength={80}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <p>{t('plan.every')}</p>
      <div className={formClasses.pair}>
        <NumberInput label={t('plan.hours')} min={1} {...form.getInputProps('everyHours')} />
        <NumberInput label={t('plan.jobs')} min={1} {...form.getInputProps('everyJobs')} />
        <NumberInput label={t('plan.days')} min={1} {...form.getInputProps('everyDays')} />
      </div>
      <Textarea
        label={t('plan.checklist')}
        description={t('plan.checklistHint')}
        rows={4}
        {...form.getInputProps('checklist')}
      />
      <Switch
        label={t('plan.blocks')}
        description={t('plan.blocksHint')}
        {...form.getInputProps('blocks', { type: 'checkbox' })}
      />
    </FormDialog>
  )
}
