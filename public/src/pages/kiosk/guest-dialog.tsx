import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Printer } from '../../api/shapes.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { GuestCode } from './guest-code.tsx'
import { GuestRequest } from './guest-request.tsx'
import classes from './kiosk-form.module.css'

/** For visitors: ask to use a machine, or start with the code from a trainer. */
export default function GuestDialog({ printers, onClose }: { printers: Printer[]; onClose: () => void }) {
  const { t } = useTranslation('kiosk')
  const [way, setWay] = useState<'ask' | 'start' | 'finish'>()
  return (
    <Dialog kind="form" title={t('guest.title')} onClose={onClose}>
      {way === undefined && (
        <div className={classes.actions}>
          <Button size="xl" onClick={() => setWay('ask')} data-autofocus>
            {t('guest.ask')}
          </Button>
          <Button size="xl" variant="default" onClick={() => setWay('start')}>
            {t('guest.start')}
          </Button>
          <Button size="xl" variant="default" onClick={() => setWay('finish')}>
            {t('guest.finish')}
          </Button>
        </div>
      )}
      {way === 'ask' && <GuestRequest printers={printers} onClose={onClose} />}
      {(way === 'start' || way === 'finish') && <GuestCode then={way} onClose={onClose} />}
    </Dialog>
  )
}
