import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconHourglass } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useApproveJob } from '../../api/approvals.ts'
import { useBoard } from '../../api/board.ts'
import { asProblem } from '../../api/problem.ts'
import type { Job } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Entry } from '../../parts/entry.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

const RejectDialog = lazy(() => import('./reject-dialog.tsx'))

/** A request that begins sooner than this is pressing: not decided by then, it expires. */
const pressingMs = 2 * 3_600_000

/** One reservation that waits for a yes or no, with both. */
export function RequestEntry({ job }: { job: Job }) {
  const { t } = useTranslation('approvals')
  const format = useFormat()
  const now = useNow(30_000)
  const printer = useBoard().data?.printers.find(({ id }) => id === job.printerId)
  const approve = useApproveJob(() =>
    notifications.show({ color: 'teal', message: t('approved', { title: job.title }) }),
  )
  const dialog = useDialog<true>()
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
          <Button
            variant="default"
            aria-label={`${t('reject')}: ${job.title}`}
            onClick={() => dialog.open(true)}
          >
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
      <Suspense fallback={null}>
        {dialog.subject && <RejectDialog job={job} onClose={dialog.close} />}
      </Suspense>
    </Entry>
  )
}
