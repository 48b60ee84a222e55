import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { type Settings, useChangeSettings } from '../api/settings.ts'
import { Panel } from '../parts/panel.tsx'
import { PolicyEditor } from './policy-editor.tsx'

/** The workshop's rules of booking, and what differs for a role. */
export function SiteRulesPanel({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const { t } = useTranslation('policies')
  const { booking, bookingByRole } = settings
  const change = useChangeSettings(() => notifications.show({ color: 'teal', message: t('saved') }))
  return (
    <Panel title={t('title')} text={t('text')}>
      <PolicyEditor
        // Saved rules begin a new draft.
        key={JSON.stringify([booking, bookingByRole])}
        scope={{ kind: 'site', booking, bookingByRole }}
        isReadOnly={isReadOnly}
        isPending={change.isPending}
        error={change.error}
        onSave={({ everyone, ...roles }) => change.mutate({ booking: everyone, bookingByRole: roles })}
      />
    </Panel>
  )
}
