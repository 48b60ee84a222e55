import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './kiosk-form.module.css'

/** It worked: what happens now, and the way back to the board. */
export function Done({
  text,
  onClose,
  children,
}: {
  text: string
  onClose: () => void
  children?: ReactNode
}) {
  const { t } = useTranslation('kiosk')
  return (
    <div className={classes.done} role="status">
      <IconCircleCheck aria-hidden="true" size={56} stroke={1.5} />
      <p>{text}</p>
      {children}
      <Button size="xl" fullWidth onClick={onClose} data-autofocus>
        {t('toBoard')}
      </Button>
    </div>
  )
}
