import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NewInstructionText } from '../../../../worker/http/instruction-schemas.ts'
import { type Instruction, usePublishText } from '../../api/instructions.ts'
import type { Qualification } from '../../api/qualifications.ts'
import { DayField } from '../../forms/day-field.tsx'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'

type Values = { text: string; again: boolean; signAgainBy: string }
type TextDialogProps = {
  qualification: Qualification
  /** The version in force. */
  text: Instruction['text']
  onClose: () => void
}

const wish = ({ text, again, signAgainBy }: Values) => ({ text, signAgainBy: again ? signAgainBy : null })

/** Writes the next version of an instruction's text, and says what becomes of older signatures. */
export default function TextDialog({ qualification, text, onClose }: TextDialogProps) {
  const { t } = useTranslation('qualifications')
  const initialValues: Values = { text: text?.text ?? '', again: false, signAgainBy: '' }
  const form = useSchemaForm({ initialValues, schema: NewInstructionText, wish })
  const publish = usePublishText(qualification.id, () => {
    notifications.show({ color: 'teal', message: t('textPublished') })
    onClose()
  })
  return (
    <FormDialog
      title={t('textTitle', { name: qualification.name, version: (text?.version ?? 0) + 1 })}
      submit={t('textPublish')}
      isPending={publish.isPending}
      error={publish.error}
      fields={['text', 'signAgainBy']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => publish.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <Textarea
        label={t('text')}
        description={t('textHint')}
        rows={14}
        maxLength={20_000}
        required
        data-autofocus
        {...form.getInputProps('text')}
      />
      {text && (
        <Checkbox
          label={t('again')}
          description={t('againHint')}
          {...form.getInputProps('again', { type: 'checkbox' })}
        />
      )}
      {form.values.again && (
        <DayField
          label={t('againBy')}
          description={t('againByHint')}
          required
          {...form.getInputProps('signAgainBy')}
        />
      )}
    </FormDialog>
  )
}
