import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { SubNav } from '../../parts/sub-nav.tsx'

/** What printing costs: month by month, and at which prices. */
export function CostsPage({ children }: { children: ReactNode }) {
  // The words of lists come along: fetched later, they would push apart what is there.
  const { t } = useTranslation(['costs', 'lists'])
  return (
    <Page isNarrow title={t('costs:title')}>
      <SubNav
        label={t('costs:title')}
        places={[
          { path: '/manage/costs', label: t('costs:tab.statement') },
          { path: '/manage/costs/prices', label: t('costs:tab.prices') },
        ]}
      />
      {children}
    </Page>
  )
}
