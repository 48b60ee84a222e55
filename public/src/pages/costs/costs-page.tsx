import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { SubNav } from '../../parts/sub-nav.tsx'

/** What printing costs: month by month, and at which prices. */
export function CostsPage({ children }: { children: ReactNode }) {
  const { t } = useTranslation('costs')
  return (
    <Page isNarrow title={t('title')}>
      <SubNav
        label={t('title')}
        places={[
          { path: '/manage/costs', label: t('tab.statement') },
          { path: '/manage/costs/prices', label: t('tab.prices') },
        ]}
      />
      {children}
    </Page>
  )
}
