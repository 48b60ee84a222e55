import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconHourglass, IconThumbUp } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useApproveJob, useRequests } from '../../api/approvals.ts'
import { usePrinters } from '../../api/printers.ts'
import { asProblem } from '../../api/problem.ts'
import type { Job } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { useNow } from '../../parts/clock.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Entry, EntryList } from '../../parts/entry.tsx'
import { Page } from '../../parts/page.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { Guests } from './guests.tsx'

const RejectDialog = lazy(() => import('./reject-dialog.tsx'))

/** A request that begins sooner than this is pressing: not decided by then, it expires. */
const pressingMs = 2 * 3_600_000

/** Reservations that wait for a yes or no. */
export default function Approvals() {
  const { t } = useTranslation('approvals')
  const requests = useRequests()
  const dialog = useDialog<Job>()
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
            <Request key={job.id} job={job} onReject={() => dialog.open(job)} />
          ))}
        </EntryList>
      )}
      <Suspense fallback={null}>
        {dialog.subject && <RejectDialog job={dialog.subject} onClose={dialog.close} />}
      </Suspense>
    </Page>
  )
}

function Request({ job, onReject }: { job: Job; onReject: () => void }) {
  const { t } = useTranslation('approvals')
  const format = useFormat()
  const now = useNow(30_000)
  const printer = usePrinters().data?.find(({ id }) => id === job.printerId)
  const approve = useApproveJob(() =>
    notifications.show({ color: 'teal', message: t('approved', { title: job.title }) }),
  )
  const [startsAt, endsAt] = [Date.parse(job.startsAt), Date.parse(job.endsAt)]
  const isPressing = startsAt - now < pressingMs
  return (
    <Entry
      tone={isPressing ? 'wait' : 'busy'}
      icon={<IconHourglass size={20} />}
      title={job.title}
      mark={isPressing && <Pill tone="wait">{t('startsIn', { time: format.duration(startsAt - now) })}</Pill>}
      actions={
        <>
          <Button variant="default" aria-label={`${t('reject')}: ${job.title}`} onClick={onReject}>
            {t('reject')}
          </Button>
          <Button
            loading={approve.isPending}
            aria-label={`${t('approve')}: ${job.title}`}
            onClick={() => approve.mutate(job.id)}
          >
            {t('approve')}
          </Button>
        </>
      }
    >
      <p>
        {job.userName} · {printer?.name} · {format.window(startsAt, endsAt, now)} (
        {format.duration(endsAt - startsAt)})
      </p>
      {job.approvalReasons.length > 0 && (
        <p>
          {t('because', { reasons: job.approvalReasons.map((reason) => t(`reason.${reason}`)).join(', ') })}
        </p>
      )}
      {job.note && <p>{job.note}</p>}
      {approve.error && (
        <ProblemNotice error={approve.error}>
          {asProblem(approve.error).errors.map(({ code, message }) => (
            <p key={code}>{message}</p>
          ))}
        </ProblemNotice>
      )}
    </Entry>
  )
}
