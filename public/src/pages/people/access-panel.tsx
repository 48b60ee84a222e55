import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { type PersonDetail, usePersonDeed, useResetPassword } from '../../api/people.ts'
import { useMay } from '../../api/permission.ts'
import formClasses from '../../forms/form.module.css'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { TemporaryPasswordDialog } from '../../people/temporary-password.tsx'

/** How the person gets in: password, second factor, lock-out. */
export function AccessPanel({ person }: { person: PersonDetail }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  const now = useNow(60_000)
  const mayManage = useMay('user.manage')
  const dialog = useDialog<'password' | 'second-factor' | 'kiosk'>()
  const reset = useResetPassword()
  const unlock = usePersonDeed('unlock', () =>
    notifications.show({ color: 'teal', message: t('access.unlocked') }),
  )
  const resetSecondFactor = usePersonDeed('reset-second-factor', () => {
    notifications.show({ color: 'teal', message: t('access.secondFactorGone') })
    dialog.close()
  })
  const resetKiosk = usePersonDeed('reset-kiosk-access', () => {
    notifications.show({ color: 'teal', message: t('access.kioskGone') })
    dialog.close()
  })
  const name = person.displayName
  const lockEnd = person.lockEndsAt === null ? 0 : Date.parse(person.lockEndsAt)
  const lock: [string, string][] =
    lockEnd > now
      ? [[t('access.locked'), t('access.lockedUntil', { time: format.moment(lockEnd, now) })]]
      : []
  const since = (at: string | null) =>
    at === null ? t('access.isOff') : t('access.since', { date: format.moment(Date.parse(at), now) })
  return (
    <Panel title={t('access.title')}>
      <Facts
        items={[
          [
            t('field.lastSeen'),
            person.lastSeenAt === null ? t('neverSeen') : format.moment(Date.parse(person.lastSeenAt), now),
          ],
          [t('temporary.password'), t(person.mustChangePassword ? 'access.mustChange' : 'access.own')],
          [t('access.secondFactor'), t(person.hasSecondFactor ? 'access.isOn' : 'access.isOff')],
          [t('access.pin'), since(person.pinSetAt)],
          [t('access.badge'), since(person.badgeSetAt)],
          ...lock,
        ]}
      />
      {mayManage && (
        <div className={formClasses.inline}>
          <Button variant="default" onClick={() => dialog.open('password')}>
            {t('access.reset')}
          </Button>
          {lock.length > 0 && (
            <Button variant="default" loading={unlock.isPending} onClick={() => unlock.mutate(person.id)}>
              {t('access.unlock')}
            </Button>
          )}
          {person.hasSecondFactor && (
            <Button variant="default" onClick={() => dialog.open('second-factor')}>
              {t('access.resetSecondFactor')}
            </Button>
          )}
          {(person.pinSetAt ?? person.badgeSetAt) !== null && (
            <Button variant="default" onClick={() => dialog.open('kiosk')}>
              {t('access.resetKiosk')}
            </Button>
          )}
        </div>
      )}
      {dialog.subject === 'password' && !reset.data && (
        <ConfirmDialog
          title={t('access.resetTitle', { name })}
          confirm={t('access.reset')}
          color="accent"
          isPending={reset.isPending}
          error={reset.error}
          onConfirm={() => reset.mutate(person.id)}
          onClose={dialog.close}
        >
          <p>{t('access.resetText')}</p>
        </ConfirmDialog>
      )}
      {dialog.subject === 'second-factor' && (
        <ConfirmDialog
          title={t('access.resetSecondFactorTitle', { name })}
          confirm={t('access.resetSecondFactor')}
          isPending={resetSecondFactor.isPending}
          error={resetSecondFactor.error}
          onConfirm={() => resetSecondFactor.mutate(person.id)}
          onClose={dialog.close}
        >
          <p>{t('access.resetSecondFactorText')}</p>
        </ConfirmDialog>
      )}
      {dialog.subject === 'kiosk' && (
        <ConfirmDialog
          title={t('access.resetKioskTitle', { name })}
          confirm={t('access.resetKiosk')}
          isPending={resetKiosk.isPending}
          error={resetKiosk.error}
          onConfirm={() => resetKiosk.mutate(person.id)}
          onClose={dialog.close}
        >
          <p>{t('access.resetKioskText')}</p>
        </ConfirmDialog>
      )}
      {reset.data && dialog.subject === 'password' && (
        <TemporaryPasswordDialog
          name={name}
          username={person.username}
          password={reset.data.temporaryPassword}
          onClose={() => {
            dialog.close()
            reset.reset()
          }}
        />
      )}
    </Panel>
  )
}
