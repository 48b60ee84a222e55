import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MaintenancePlan, useRecordService } from '../../api/maintenance.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'

type ServiceDialogProps = { plan: MaintenancePlan; title: string; onClose: () => void }

/** It was done: everything of the checklist ticked off, and what was noticed. */
export default function ServiceDialog({ plan, title, onClose }: ServiceDialogProps) {
  const { t } = useTranslation('maintenance')
  const [checked, setChecked] = useState<string[]>([])
  const [note, setNote] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const isComplete = plan.checklist.every((step) => checked.includes(step))
  const record = useRecordService(plan.id, () => {
    notifications.show({ color: 'teal', message: t('service.done') })
    onClose()
  })
  return (
    <FormDialog
      title={title}
      submit={t('service.action')}
      isPending={record.isPending}
      error={record.error}
      fields={[]}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        setIsAsked(true)
        if (isComplete) record.mutate({ checked, ...(note.trim() !== '' && { note: note.trim() }) })
      }}
    >
      {plan.checklist.length > 0 && (
        <Checkbox.Group
          label={t('service.checklist')}
          value={checked}
          error={isAsked && !isComplete ? t('service.open') : undefined}
          onChange={setChecked}
        >
          <div className={formClasses.options}>
            {plan.checklist.map((step) => (
              <Checkbox key={step} value={step} label={step} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Textarea
        label={t('service.note')}
        description={t('service.noteHint')}
        rows={3}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
