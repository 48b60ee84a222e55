import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPower } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useReleaseAll, useStop } from '../../api/incidents.ts'
import { useMay } from '../../api/permission.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './incidents.module.css'

const StopDialog = lazy(() => import('./stop-dialog.tsx'))

/** Switches the whole workshop off, after asking why. */
export function StopAllButton() {
  const { t } = useTranslation('incidents')
  const stop = useStop()
  const dialog = useDialog<true>()
  if (stop.data) return null
  return (
    <>
      <Button
        variant="outline"
        color="red"
        leftSection={<IconPower size={18} />}
        onClick={() => dialog.open(true)}
      >
        {t('stop.action')}
      </Button>
      <Suspense fallback={null}>{dialog.subject && <StopDialog onClose={dialog.close} />}</Suspense>
    </>
  )
}

/** Says that everything is held off, and lets a trainer release it. */
export function EmergencyNotice() {
  const { t } = useTranslation('incidents')
  const format = useFormat()
  const now = useNow(30_000)
  const stop = useStop().data
  const mayRelease = useMay('power.stop')
  const dialog = useDialog<true>()
  const release = useReleaseAll(() => {
    notifications.show({ color: 'teal', message: t('stop.released') })
    dialog.close()
  })
  if (!stop) return null
  return (
    <div role="alert" className={classes.stopped} data-tone="bad">
      <div>
        <strong>{t('stop.isOn', { time: format.moment(Date.parse(stop.since), now) })}</strong>
        <p>{stop.reason}</p>
      </div>
      {mayRelease && <Button onClick={() => dialog.open(true)}>{t('stop.release')}</Button>}
      {dialog.subject && (
        <ConfirmDialog
          title={t('stop.releaseTitle')}
          confirm={t('stop.release')}
          color="accent"
          isPending={release.isPending}
          error={release.error}
          onConfirm={() => release.mutate(undefined)}
          onClose={dialog.close}
        >
          <p>{t('stop.releaseText')}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}
