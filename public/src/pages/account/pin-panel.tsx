import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useKioskAccess, useRemoveKioskAccess } from '../../api/kiosk-access.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './account.module.css'

const PinDialog = lazy(() => import('./pin-dialog.tsx'))

/** The PIN, and the badge, by which one signs in at the screen in the workshop. */
export function PinPanel() {
  const { t } = useTranslation('kiosk-access')
  const format = useFormat()
  const now = useNow(60_000)
  const access = useKioskAccess().data
  const dialog = useDialog<true>()
  const remove = useRemoveKioskAccess(() => notifications.show({ color: 'teal', message: t('removed') }))
  const { pinSetAt = null, badgeSetAt = null } = access ?? {}
  return (
    <Panel title={t('title')} text={t('text')}>
      {remove.error && <ProblemNotice error={remove.error} />}
      {pinSetAt !== null && (
        <p className={classes.quiet}>{t('since', { time: format.moment(Date.parse(pinSetAt), now) })}</p>
      )}
      <div className={classes.acts}>
        <Button variant="default" onClick={() => dialog.open(true)}>
          {pinSetAt === null ? t('choose') : t('change')}
        </Button>
        {pinSetAt !== null && (
          <Button
            variant="subtle"
            color="red"
            disabled={remove.isPending}
            onClick={() => remove.mutate('pin')}
          >
            {t('removePin')}
          </Button>
        )}
        {badgeSetAt !== null && (
          <Button
            variant="subtle"
            color="red"
            disabled={remove.isPending}
            onClick={() => remove.mutate('badge')}
          >
            {t('removeBadge')}
          </Button>
        )}
      </div>
      <Suspense fallback={null}>{dialog.subject && <PinDialog onClose={dialog.close} />}</Suspense>
    </Panel>
  )
}
