import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Instruction, useSign } from '../../api/instructions.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { InstructionText } from '../../training/instruction-text.tsx'

type SignDialogProps = {
  instruction: Instruction
  text: NonNullable<Instruction['text']>
  onClose: () => void
}

/** The text, and one's own signature under it. The trainer's makes it valid. */
export default function SignDialog({ instruction, text, onClose }: SignDialogProps) {
  const { t } = useTranslation('training')
  const [hasRead, setHasRead] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const sign = useSign(instruction.id, ({ completedAt }) => {
    notifications.show({
      color: 'teal',
      message: completedAt === null ? t('sign.waits') : t('sign.valid', { name: instruction.name }),
    })
    onClose()
  })
  return (
    <FormDialog
      title={instruction.name}
      submit={t('sign.action')}
      isPending={sign.isPending}
      error={sign.error}
      fields={[]}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        setIsAsked(true)
        if (hasRead) sign.mutate({ textId: text.id })
      }}
    >
      <InstructionText text={text} />
      <Checkbox
        label={t('sign.hasRead')}
        checked={hasRead}
        error={isAsked && !hasRead ? t('sign.tick') : undefined}
        onChange={(event) => setHasRead(event.currentTarget.checked)}
      />
    </FormDialog>
  )
}
