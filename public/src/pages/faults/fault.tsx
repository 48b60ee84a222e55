import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { useFault } from '../../api/faults.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { EntryList } from '../../parts/entry.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { FaultEntry } from './fault-entry.tsx'

/** One report: where the code on the kiosk's screen leads, to add a photo by phone. */
export default function FaultPage() {
  const { t } = useTranslation('faults')
  const { id = '' } = useParams<{ id: string }>()
  const { data: fault, isPending, isError, error, refetch } = useFault(id)
  return (
    <Page isNarrow title={fault?.printerName ?? t('title')} back={{ path: '/faults', label: t('title') }}>
      {isPending && <ListSkeleton label={t('loading')} />}
      {isError && !fault && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {fault && (
        <EntryList label={t('title')}>
          <FaultEntry fault={fault} />
        </EntryList>
      )}
    </Page>
  )
}
