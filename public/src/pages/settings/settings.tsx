import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/permission.ts'
import { useChangeSettings, useSettings } from '../../api/settings.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { BookingRulesForm } from '../../policies/booking-rules-form.tsx'
import { PrivacyPanel } from './privacy-panel.tsx'
import { WorkshopPanel } from './workshop-panel.tsx'

/** What holds for the whole workshop: its name, the rules of booking, privacy. */
export default function SettingsPage() {
  const { t } = useTranslation(['settings', 'policies'])
  const settings = useSettings()
  const isReadOnly = !useMay('settings.change')
  const change = useChangeSettings(() => notifications.show({ color: 'teal', message: t('settings:saved') }))
  return (
    <Page isNarrow title={t('settings:title')}>
      {settings.isPending && <ListSkeleton label={t('settings:loading')} />}
      {settings.isError && !settings.data && (
        <ProblemNotice error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {isReadOnly && settings.data && <p>{t('settings:readOnly')}</p>}
      {settings.data && (
        <>
          <WorkshopPanel settings={settings.data} isReadOnly={isReadOnly} />
          <Panel title={t('policies:title')} text={t('policies:text')}>
            {/* Saved rules begin a new draft. */}
            <BookingRulesForm
              key={JSON.stringify(settings.data.booking)}
              booking={settings.data.booking}
              isReadOnly={isReadOnly}
              isPending={change.isPending}
              error={change.error}
              onSave={(booking) => change.mutate({ booking })}
            />
          </Panel>
          <PrivacyPanel settings={settings.data} isReadOnly={isReadOnly} />
        </>
      )}
    </Page>
  )
}
