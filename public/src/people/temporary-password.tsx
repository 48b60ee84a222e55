import { Button, CopyButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../parts/dialog.tsx'
import classes from './temporary-password.module.css'

type TemporaryPasswordProps = { name: string; username: string; password: string; onClose: () => void }

/** Shows a temporary password, big enough to be copied by hand. It can't be seen again. */
export function TemporaryPasswordDialog({ name, username, password, onClose }: TemporaryPasswordProps) {
  const { t } = useTranslation('people')
  return (
    <Dialog kind="question" title={t('temporary.title', { name })} onClose={onClose}>
      <p className={classes.text}>{t('temporary.text')}</p>
      <dl className={classes.card}>
        <dt>{t('field.username')}</dt>
        <dd>{username}</dd>
        <dt>{t('temporary.password')}</dt>
        <dd>{password}</dd>
      </dl>
      <div className={classes.actions}>
        <CopyButton value={password}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('temporary.copied') : t('temporary.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose} data-autofocus>
          {t('temporary.done')}
        </Button>
      </div>
    </Dialog>
  )
}
