import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMayDo } from '../api/permission.ts'
import { Page } from '../parts/page.tsx'
import { SubNav } from '../parts/sub-nav.tsx'

const tabs = [
  { path: '/manage/printers', label: 'tab.printers', action: 'power.switch' },
  { path: '/manage/maintenance', label: 'tab.maintenance', action: 'maintenance.manage' },
  { path: '/manage/plugs', label: 'tab.plugs', action: 'plug.manage' },
  { path: '/manage/kiosks', label: 'tab.kiosks', action: 'kiosk.manage' },
] as const

/** What stands in the workshop: printers, the plugs before them, and the displays on the wall. */
export function MachinesPage({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('machines')
  const mayDo = useMayDo()
  return (
    <Page title={t('title')} aside={aside}>
      <SubNav
        label={t('title')}
        places={tabs
          .filter(({ action }) => mayDo(action))
          .map(({ path, label }) => ({ path, label: t(label) }))}
      />
      {children}
    </Page>
  )
}
