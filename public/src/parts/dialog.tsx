import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './dialog.module.css'

type DialogProps = {
  title: string
  /** A form takes the whole screen of a phone; a question stays small. */
  kind: 'form' | 'question'
  onClose: () => void
  children: ReactNode
}

/** The frame of every dialog. Shown while mounted; see `use-dialog.ts`. */
export function Dialog({ title, kind, onClose, children }: DialogProps) {
  const { t } = useTranslation('common')
  const isPhone = useMediaQuery('(max-width: 36em)') ?? false
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={kind === 'form' ? 'lg' : 'md'}
      centered={kind === 'question'}
      // A `className` of the content itself would also go to what centres it.
      classNames={{ content: classes.content }}
      fullScreen={kind === 'form' && isPhone}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* The library's own header would be a second banner landmark. */}
        <div className={classes.header}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('action.close')} />
        </div>
        <Modal.Body className={classes.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
