import { IconThumbUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useRequests } from '../../api/approvals.ts'
import { useBoard } from '../../api/board.ts'
import { usePrinters } from '../../api/printers.ts'
import type { Job } from '../../api/shapes.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalEntries } from '../../lists/local-entries.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Guests } from './guests.tsx'
import { RequestEntry } from './request-entry.tsx'

/** Reservations that wait for a yes or no. */
export default function Approvals() {
  const { t } = useTranslation('approvals')
  const requests = useRequests()
  const printers = usePrinters().data ?? []
  // The machine's name may take a line of its own.
  const isPending = [requests, useBoard()].some(({ isLoading }) => isLoading)
  const machine = ({ printerId }: Job) => printers.find(({ id }) => id === printerId)?.name ?? ''
  return (
    <Page isNarrow title={t('title')}>
      <Guests />
      {isPending && <ListSkeleton label={t('loading')} />}
      {requests.isError && !requests.data && (
        <ProblemNotice error={requests.error} onRetry={() => void requests.refetch()} />
      )}
      {requests.data?.length === 0 && (
        <EmptyState icon={<IconThumbUp />} title={t('emptyTitle')} text={t('emptyText')} />
      )}
      {!isPending && requests.data && requests.data.length > 0 && (
        <LocalEntries
          label={t('title')}
          rows={requests.data}
          textOf={(job) => `${job.title} ${job.userName} ${machine(job)}`}
          hint={t('searchHint')}
          orders={[
            ['soonest', 'soonest', ({ startsAt }) => Date.parse(startsAt)],
            ['last', 'last', ({ startsAt }) => -Date.parse(startsAt)],
            ['person', 'person', ({ userName }) => userName ?? ''],
            ['machine', 'machine', machine],
          ]}
        >
          {(job) => <RequestEntry key={job.id} job={job} />}
        </LocalEntries>
      )}
    </Page>
  )
}
