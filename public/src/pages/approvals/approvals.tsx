import { IconThumbUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useRequests } from '../../api/approvals.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { EntryList } from '../../parts/entry.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Guests } from './guests.tsx'
import { RequestEntry } from './request-entry.tsx'

/** Reservations that wait for a yes or no. */
export default function Approvals() {
  const { t } = useTranslation('approvals')
  const requests = useRequests()
  return (
    <Page isNarrow title={t('title')}>
      <Guests />
      {requests.isPending && <ListSkeleton label={t('loading')} />}
      {requests.isError && !requests.data && (
        <ProblemNotice error={requests.error} onRetry={() => void requests.refetch()} />
      )}
      {requests.data?.length === 0 && (
        <EmptyState icon={<IconThumbUp />} title={t('emptyTitle')} text={t('emptyText')} />
      )}
      {requests.data && requests.data.length > 0 && (
        <EntryList label={t('title')}>
          {requests.data.map((job) => (
            <RequestEntry key={job.id} job={job} />
          ))}
        </EntryList>
      )}
    </Page>
  )
}
