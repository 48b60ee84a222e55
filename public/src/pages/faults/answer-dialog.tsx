import '@mantine/core/styles/Checkbox.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Checkbox, Radio, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { ProblemAnswer } from '../../../../worker/http/problem-schemas.ts'
import { type Fault, useAnswerFault } from '../../api/faults.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'

type Values = { state: 'in_progress' | 'done'; answer: string; backInService: boolean }

/** What becomes of a report; who reported it is told. */
export default function AnswerDialog({ fault, onClose }: { fault: Fault; onClose: () => void }) {
  const { t } = useTranslation('faults')
  const initialValues: Values = { state: 'done', answer: '', backInService: fault.outOfOrder }
  const wish = ({ state, answer, backInService }: Values) => ({
    state,
    answer,
    backInService: state === 'done' && backInService,
  })
  const form = useSchemaForm({ initialValues, schema: ProblemAnswer, wish })
  const save = useAnswerFault(fault.id, () => {
    notifications.show({ color: 'teal', message: t('answer.sent') })
    onClose()
  })
  return (
    <FormDialog
      title={t('answer.title', { printer: fault.printerName })}
      submit={t('answer.send')}
      isPending={save.isPending}
      error={save.error}
      fields={['answer']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => save.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <p>{fault.text}</p>
      <Radio.Group label={t('answer.state')} {...form.getInputProps('state')}>
        <div className={formClasses.options}>
          <Radio value="in_progress" label={t('answer.in_progress')} />
          <Radio value="done" label={t('answer.done')} />
        </div>
      </Radio.Group>
      <Textarea
        label={t('answer.text')}
        description={t('answer.textHint')}
        rows={3}
        maxLength={1000}
        required
        data-autofocus
        {...form.getInputProps('answer')}
      />
      {form.values.state === 'done' && fault.outOfOrder && (
        <Checkbox label={t('answer.back')} {...form.getInputProps('backInService', { type: 'checkbox' })} />
      )}
    </FormDialog>
  )
}
