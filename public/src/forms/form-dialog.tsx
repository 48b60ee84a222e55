import { Button, type MantineColor } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../parts/dialog.tsx'
import classes from './form.module.css'
import { FormProblem } from './form-problem.tsx'

type FormDialogProps = {
  title: string
  submit: string
  /** Red for what hurts. */
  color?: MantineColor
  /** Something is still to be decided before it can be sent. */
  isBlocked?: boolean
  isPending: boolean
  error: unknown
  /** The form's fields: complaints about others are told above the buttons. */
  fields: string[]
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  onClose: () => void
  children: ReactNode
}

/** A dialog that asks for some fields and sends them. */
export function FormDialog({
  title,
  submit,
  color = 'accent',
  isBlocked = false,
  isPending,
  error,
  fields,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  const { t } = useTranslation('common')
  return (
    <Dialog kind="form" title={title} onClose={onClose}>
      <form noValidate onSubmit={onSubmit} className={classes.form}>
        {children}
        <FormProblem error={error} fields={fields} />
        <footer className={classes.footer}>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" color={color} disabled={isBlocked} loading={isPending}>
            {submit}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
