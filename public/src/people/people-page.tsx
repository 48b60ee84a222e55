import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../parts/page.tsx'
import { SubNav } from '../parts/sub-nav.tsx'

/** Who works here, and in which year's group. */
export function PeoplePage({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('people')
  return (
    <Page title={t('title')} aside={aside}>
      <SubNav
        label={t('title')}
        places={[
          { path: '/manage/people', label: t('tab.people') },
          { path: '/manage/cohorts', label: t('tab.cohorts') },
        ]}
      />
      {children}
    </Page>
  )
}
