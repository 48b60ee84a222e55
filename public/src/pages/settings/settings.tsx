import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/permission.ts'
import { useSettings } from '../../api/settings.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { SiteRulesPanel } from '../../policies/site-rules-panel.tsx'
import { PrivacyPanel } from './privacy-panel.tsx'
import { WorkshopPanel } from './workshop-panel.tsx'

/** What holds for the whole workshop: its name, the rules of booking, privacy. */
export default function SettingsPage() {
  const { t } = useTranslation('settings')
  const settings = useSettings()
  const isReadOnly = !useMay('settings.change')
  return (
    <Page isNarrow title={t('title')}>
      {settings.isPending && <ListSkeleton label={t('loading')} />}
      {settings.isError && !settings.data && (
        <ProblemNotice error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {isReadOnly && settings.data && <p>{t('readOnly')}</p>}
      {settings.data && (
        <>
          <WorkshopPanel settings={settings.data} isReadOnly={isReadOnly} />
          <SiteRulesPanel settings={settings.data} isReadOnly={isReadOnly} />
          <PrivacyPanel settings={settings.data} isReadOnly={isReadOnly} />
        </>
      )}
    </Page>
  )
}
