import { Button, Skeleton } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useBoard } from '../../api/board.ts'
import { type JobOrder, useOwnJobs } from '../../api/jobs.ts'
import { useMay } from '../../api/permission.ts'
import { useWaits } from '../../api/waiting-list.ts'
import { ListTools } from '../../lists/list-tools.tsx'
import { OrderSelect } from '../../lists/order-select.tsx'
import { useSearch } from '../../lists/use-search.ts'
import { useNow } from '../../parts/clock.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { JobRow } from './job-row.tsx'
import classes from './my-reservations.module.css'
import { WaitingPanel } from './waiting-panel.tsx'

const orders = {
  upcoming: [
    ['startsAt', 'soonest'],
    ['-startsAt', 'last'],
  ],
  past: [
    ['-startsAt', 'newest'],
    ['startsAt', 'oldest'],
  ],
} as const

/** One's own reservations: what is running and coming, and what was. */
export default function MyReservations() {
  const { t } = useTranslation(['jobs', 'common'])
  const now = useNow(10_000)
  const printers = useBoard().data?.printers ?? []
  const mayWait = useMay('wait.join')
  const waits = useWaits(mayWait)
  const upcoming = useOwnJobs('upcoming', { sort: 'startsAt' })
  return (
    <Page title={t('jobs:title')}>
      <JobList which="upcoming" now={now} />
      {/* What stands below waits, so that it is not pushed down. */}
      {!upcoming.isPending && !waits.isLoading && (
        <>
          {mayWait && (
            <div className={classes.waiting}>
              <WaitingPanel printers={printers} now={now} />
            </div>
          )}
          <JobList which="past" now={now} />
        </>
      )}
    </Page>
  )
}

function JobList({ which, now }: { which: 'upcoming' | 'past'; now: number }) {
  const { t } = useTranslation(['jobs', 'common'])
  const { search, setSearch, searched } = useSearch()
  const [sort, setSort] = useState<JobOrder>(which === 'upcoming' ? 'startsAt' : '-startsAt')
  const jobs = useOwnJobs(which, { sort, ...(searched && { search: searched }) })
  const printers = useBoard().data?.printers ?? []
  const items = jobs.data?.pages.flatMap((page) => page.items) ?? []
  // Two are seen at a glance.
  const hasTools = search !== '' || searched !== undefined || items.length > 2
  return (
    <section aria-labelledby={which} className={classes.section}>
      <h2 id={which} className={classes.heading}>
        {t(`jobs:${which}`)}
      </h2>
      {jobs.isPending && (
        <div role="status" aria-label={t('jobs:loading')} className={classes.loading}>
          <Skeleton height="4.75rem" radius="0.875rem" />
          <Skeleton height="4.75rem" radius="0.875rem" />
        </div>
      )}
      {jobs.isError && items.length === 0 && (
        <ProblemNotice error={jobs.error} onRetry={() => void jobs.refetch()} />
      )}
      {hasTools && (
        <ListTools hint={t('jobs:searchHint')} search={search} onSearch={setSearch}>
          <OrderSelect value={sort} orders={orders[which]} onChange={setSort} />
        </ListTools>
      )}
      {jobs.isSuccess && items.length === 0 && (searched ? <Nothing /> : <NoJobs which={which} />)}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((job) => (
            <JobRow
              key={job.id}
              job={job}
              printer={printers.find(({ id }) => id === job.printerId)}
              now={now}
            />
          ))}
        </ul>
      )}
      {jobs.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={jobs.isFetchingNextPage}
          onClick={() => void jobs.fetchNextPage()}
        >
          {t('common:action.more')}
        </Button>
      )}
    </section>
  )
}

function Nothing() {
  const { t } = useTranslation('lists')
  return (
    <p className={classes.none} role="status">
      {t('none')}
    </p>
  )
}

function NoJobs({ which }: { which: 'upcoming' | 'past' }) {
  const { t } = useTranslation(['jobs', 'common'])
  if (which === 'past') return <p className={classes.none}>{t('jobs:emptyPast')}</p>
  return (
    <EmptyState icon={<IconCalendarPlus />} title={t('jobs:emptyTitle')} text={t('jobs:emptyText')}>
      <Button component={Link} href="/">
        {t('common:action.toOverview')}
      </Button>
    </EmptyState>
  )
}
