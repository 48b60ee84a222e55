import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { type OwnSession, useEndSession, useOwnSessions } from '../../api/own-sessions.ts'
import { useFormat } from '../../i18n/format.ts'
import { LocalEntries } from '../../lists/local-entries.tsx'
import { useNow } from '../../parts/clock.tsx'
import { listLike } from '../../parts/entry.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './account.module.css'
import { deviceName } from './device-name.ts'

const orders = [
  ['newest', 'newest', ({ lastSeenAt }: OwnSession) => -Date.parse(lastSeenAt)],
  ['oldest', 'oldest', ({ lastSeenAt }: OwnSession) => Date.parse(lastSeenAt)],
] as const

const Devices = listLike(classes.devices)

/** Where one is signed in, and the way to end it: after a forgotten phone, or on somebody else's computer. */
export function DevicesPanel() {
  const { t } = useTranslation('account')
  const sessions = useOwnSessions()
  const end = useEndSession(() => notifications.show({ color: 'teal', message: t('devices.ended') }))
  const items = sessions.data?.items ?? []
  const problem = sessions.error ?? end.error
  return (
    <Panel title={t('devices.title')} text={t('devices.text')}>
      {problem && <ProblemNotice error={problem} onRetry={() => void sessions.refetch()} />}
      {items.length > 0 && (
        <LocalEntries
          label={t('devices.title')}
          rows={items}
          textOf={({ userAgent, address }) => `${deviceName(userAgent ?? '')} ${address ?? ''}`}
          hint={t('devices.searchHint')}
          orders={orders}
          atGlance={3}
          List={Devices}
        >
          {(session) => (
            <Device key={session.id} session={session} onEnd={() => end.mutate({ id: session.id })} />
          )}
        </LocalEntries>
      )}
      {items.length > 1 && (
        <div className={classes.acts}>
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate('others')}>
            {t('devices.endOthers')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function Device({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const { t } = useTranslation('account')
  const format = useFormat()
  const now = useNow(60_000)
  const name = deviceName(session.userAgent ?? '') || t('devices.unknown')
  return (
    <li className={classes.device}>
      <div>
        <p className={classes.what}>{name}</p>
        <p className={classes.quiet}>
          {t('devices.seen', { time: format.moment(Date.parse(session.lastSeenAt), now) })}
          {session.address && ` · ${session.address}`}
        </p>
      </div>
      {session.isCurrent ? (
        <Pill tone="free">{t('devices.current')}</Pill>
      ) : (
        <Button variant="default" size="xs" aria-label={t('devices.endOne', { name })} onClick={onEnd}>
          {t('devices.end')}
        </Button>
      )}
    </li>
  )
}
