import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useOwnFeed } from '../../api/calendar.ts'
import { useKioskAccess } from '../../api/kiosk-access.ts'
import { useLooks } from '../../api/looks.ts'
import { useOwnSessions } from '../../api/own-sessions.ts'
import { useMay } from '../../api/permission.ts'
import { useSecondFactor } from '../../api/second-factor.ts'
import { useSession } from '../../api/session.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Pill } from '../../parts/pill.tsx'
import classes from './account.module.css'
import { CalendarPanel } from './calendar-panel.tsx'
import { DevicesPanel } from './devices-panel.tsx'
import { LooksPanel } from './looks-panel.tsx'
import { PinPanel } from './pin-panel.tsx'
import { SecondFactorPanel } from './second-factor-panel.tsx'

/** One's own account: the ways in, and where they are open. */
export default function Account() {
  const { t } = useTranslation(['account', 'common'])
  const user = useSession()?.user
  const mayLink = useMay('calendar.manage')
  const mayHaveSecondFactor = useMay('second_factor.manage')
  // All at once: what comes later on top would push the rest down.
  const isLoading = [
    useSecondFactor(mayHaveSecondFactor),
    useKioskAccess(),
    useOwnFeed(mayLink),
    useOwnSessions(),
    useLooks(),
  ].some((asked) => asked.isLoading)
  return (
    <Page
      title={user?.displayName ?? t('account:title')}
      isNarrow
      aside={user && <Pill tone="busy">{t(`common:role.${user.role}`)}</Pill>}
    >
      {isLoading && <ListSkeleton label={t('common:loading')} />}
      {!isLoading && (
        <div className={classes.panels}>
          <Panel
            title={t('account:password.title')}
            text={t('account:password.text', { name: user?.username })}
          >
            <div className={classes.acts}>
              <Button component={Link} href="/password" variant="default">
                {t('common:menu.password')}
              </Button>
            </div>
          </Panel>
          {mayHaveSecondFactor && <SecondFactorPanel />}
          <PinPanel />
          {mayLink && <CalendarPanel />}
          <DevicesPanel />
          <LooksPanel />
          <Panel title={t('account:data.title')} text={t('account:data.text')}>
            <div className={classes.acts}>
              <Button
                component="a"
                href={`/api/users/${user?.id}/export`}
                download
                variant="default"
                leftSection={<IconDownload size={18} stroke={1.75} />}
              >
                {t('account:data.download')}
              </Button>
            </div>
          </Panel>
        </div>
      )}
    </Page>
  )
}
