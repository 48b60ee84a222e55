import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Instruction, type PendingSignature, useConfirmInstruction } from '../../api/instructions.ts'
import type { Person } from '../../api/people.ts'
import { type Grant, type Qualification, useRevoke } from '../../api/qualifications.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { InstructionText } from '../../training/instruction-text.tsx'

type ConfirmProps = {
  person: Person
  qualification: Qualification
  text: NonNullable<Instruction['text']>
  grant: Grant | undefined
  pending: PendingSignature | undefined
  onClose: () => void
}

/** The trainer's signature: "I have instructed them in this text." */
export default function ConfirmInstructionDialog(props: ConfirmProps) {
  const { person, qualification, text, grant, pending, onClose } = props
  const { t } = useTranslation('qualifications')
  const name = person.displayName
  const isLast = pending?.waitsFor === 'trainer'
  const done = (message: string) => () => {
    notifications.show({ color: 'teal', message })
    onClose()
  }
  const confirm = useConfirmInstruction(
    qualification.id,
    done(isLast ? t('granted', { name }) : t('confirmed', { name })),
  )
  const revoke = useRevoke(qualification.id, done(t('revoked', { name })))
  return (
    <FormDialog
      title={t('grantTitle', { name, qualification: qualification.name })}
      submit={t('confirm')}
      isPending={confirm.isPending}
      error={confirm.error ?? revoke.error}
      fields={[]}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        confirm.mutate({ textId: text.id, userIds: [person.id] })
      }}
    >
      <p>{pending ? t(`pending.${pending.waitsFor}`, { name }) : t('confirmText', { name })}</p>
      <InstructionText text={text} />
      <div className={formClasses.inline}>
        <Button
          component={Link}
          href={`/training/evidence?userId=${encodeURIComponent(person.id)}`}
          variant="default"
          leftSection={<IconPrinter size={18} />}
        >
          {t('evidence')}
        </Button>
        {grant && (
          <Button
            variant="outline"
            color="red"
            loading={revoke.isPending}
            onClick={() => revoke.mutate(person.id)}
          >
            {t('revoke')}
          </Button>
        )}
      </div>
    </FormDialog>
  )
}
