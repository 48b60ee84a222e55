import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../parts/page.tsx'
import { SubNav } from '../parts/sub-nav.tsx'

/** What belongs to one's own training: instructions, and the record of the week. */
export function TrainingPage({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('training')
  return (
    <Page isNarrow title={t('title')} aside={aside}>
      <SubNav
        label={t('title')}
        places={[
          { path: '/training', label: t('tab.instructions') },
          { path: '/training/record', label: t('tab.record') },
        ]}
      />
      {children}
    </Page>
  )
}
