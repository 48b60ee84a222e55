import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { KioskCode } from '../../api/kiosks.ts'
import formClasses from '../../forms/form.module.css'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import classes from './kiosks.module.css'

/** The code that a display is enrolled by. It is told once: the server keeps only its digest. */
export function KioskCodeDialog({ kiosk, onClose }: { kiosk: KioskCode; onClose: () => void }) {
  const { t } = useTranslation('machines')
  const format = useFormat()
  const now = useNow(30_000)
  return (
    <Dialog kind="question" title={t('kiosk.codeTitle', kiosk)} onClose={onClose}>
      <div className={formClasses.form}>
        <p className={classes.text}>{t('kiosk.codeText', { address: `${window.location.host}/kiosk` })}</p>
        <output className={classes.code} aria-label={t('kiosk.code')}>
          {kiosk.code}
        </output>
        <p className={classes.text}>
          {t('kiosk.codeUntil', { time: format.moment(Date.parse(kiosk.codeExpiresAt), now) })}
        </p>
        <footer className={formClasses.footer}>
          <Button onClick={onClose}>{t('kiosk.codeDone')}</Button>
        </footer>
      </div>
    </Dialog>
  )
}
