import { Button, type MantineColor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../api/problem.ts'
import classes from './confirm-dialog.module.css'
import { Dialog } from './dialog.tsx'
import { ProblemNotice } from './problem-notice.tsx'

type ConfirmProps = {
  title: string
  /** What will happen, and what will not. */
  children: ReactNode
  confirm: string
  color?: MantineColor
  isPending: boolean
  error: unknown
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something that can't be taken back, and stays open to tell why it was refused. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  color = 'red',
  isPending,
  error,
  onConfirm,
  onClose,
}: ConfirmProps) {
  const { t } = useTranslation('common')
  return (
    <Dialog kind="question" title={title} onClose={onClose}>
      <div className={classes.text}>{children}</div>
      {error !== null && (
        <ProblemNotice error={error}>
          {asProblem(error).errors.map(({ path, message }) => (
            <p key={`${path} ${message}`}>{message}</p>
          ))}
        </ProblemNotice>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('action.cancel')}
        </Button>
        <Button color={color} loading={isPending} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  )
}
