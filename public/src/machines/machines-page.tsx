import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../parts/page.tsx'
import { SubNav } from '../parts/sub-nav.tsx'

/** What stands in the workshop: printers, the plugs before them, and the displays on the wall. */
export function MachinesPage({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('machines')
  return (
    <Page title={t('title')} aside={aside}>
      <SubNav
        label={t('title')}
        places={[
          { path: '/manage/printers', label: t('tab.printers') },
          { path: '/manage/plugs', label: t('tab.plugs') },
          { path: '/manage/kiosks', label: t('tab.kiosks') },
        ]}
      />
      {children}
    </Page>
  )
}
