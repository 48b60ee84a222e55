import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NewProblem } from '../../../../worker/http/problem-schemas.ts'
import { useBoard } from '../../api/board.ts'
import { useReportFault } from '../../api/faults.ts'
import { PhotoField } from '../../faults/photo-field.tsx'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'

type Values = { text: string; outOfOrder: boolean }

type ReportDialogProps = {
  /** Of this machine, unless another is chosen. */
  about: string | undefined
  onClose: () => void
}

/** Says what is wrong with a machine, with a photo if that helps. */
export default function ReportDialog({ about, onClose }: ReportDialogProps) {
  const { t } = useTranslation('faults')
  const printers = useBoard().data?.printers ?? []
  const [chosen, setChosen] = useState<string>()
  const [photo, setPhoto] = useState<Blob>()
  const preset = printers.find(({ id }) => id === about) ?? printers[0]
  const printerId = chosen ?? preset?.id ?? ''
  const form = useSchemaForm({
    initialValues: { text: '', outOfOrder: false } satisfies Values as Values,
    schema: NewProblem,
    wish: ({ text, outOfOrder }: Values) => ({ text: text.replaceAll('\n', ' '), outOfOrder }),
  })
  const report = useReportFault(({ isPhotoMissing }) => {
    notifications.show(
      isPhotoMissing
        ? { color: 'yellow', message: t('report.photoMissing') }
        : { color: 'teal', message: t('report.done') },
    )
    onClose()
  })
  return (
    <FormDialog
      title={t('report.action')}
      submit={t('report.send')}
      isPending={report.isPending}
      error={report.error}
      fields={['text', 'outOfOrder']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        ({ text, outOfOrder }) =>
          report.mutate(
            { printerId, text: text.replaceAll('\n', ' '), outOfOrder, photo },
            { onError: form.showProblem },
          ),
        focusFirstError(form),
      )}
    >
      <NativeSelect
        label={t('report.machine')}
        value={printerId}
        data={printers.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Textarea
        label={t('report.text')}
        description={t('report.textHint')}
        rows={3}
        maxLength={300}
        required
        data-autofocus
        {...form.getInputProps('text')}
      />
      <Checkbox
        label={t('report.unusable')}
        description={t('report.unusableHint')}
        {...form.getInputProps('outOfOrder', { type: 'checkbox' })}
      />
      <PhotoField label={t('report.photo')} photo={photo} onPhoto={setPhoto} />
    </FormDialog>
  )
}
