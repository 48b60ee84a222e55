import { IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useBoard } from '../../api/board.ts'
import { useSession } from '../../api/session.ts'
import { useNow } from '../../parts/clock.tsx'
import { ConnectionNotice, isStale } from '../../parts/connection-notice.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PrinterCard } from '../../printers/printer-card.tsx'
import { useWattHistory } from '../../printers/watt-history.ts'
import { useWaiting } from '../../shell/waiting.ts'
import { CardSkeletons } from './card-skeletons.tsx'
import classes from './overview.module.css'
import { OwnJob } from './own-job.tsx'
import { WorkshopSummary } from './workshop-summary.tsx'

// In a quiet workshop nobody needs it.
const IncidentStrip = lazy(() => import('./incident-strip.tsx'))
const RequestStrip = lazy(() => import('./request-strip.tsx'))

/** All printers at a glance, with one's own reservation on top. */
export default function Overview() {
  const { t } = useTranslation('printers')
  const board = useBoard()
  const now = useNow(5_000)
  const ownId = useSession()?.user.id
  const history = useWattHistory(board.data)
  const printers = board.data?.printers
  const waiting = useWaiting().approvals ?? 0
  return (
    <Page title={t('title')} aside={printers && <WorkshopSummary printers={printers} />}>
      {isStale(board.dataUpdatedAt, board.isError, now) && <ConnectionNotice since={board.dataUpdatedAt} />}
      {board.data && <OwnJob board={board.data} now={now} ownId={ownId} />}
      {board.data && board.data.incidents.open > 0 && (
        <Suspense fallback={null}>
          <IncidentStrip printers={board.data.printers} now={now} />
        </Suspense>
      )}
      {waiting > 0 && (
        <Suspense fallback={null}>
          <RequestStrip />
        </Suspense>
      )}
      {board.isPending && <CardSkeletons label={t('loading')} />}
      {board.isError && !printers && (
        <ProblemNotice error={board.error} onRetry={() => void board.refetch()} />
      )}
      {printers?.length === 0 && (
        <EmptyState icon={<IconPrinter />} title={t('empty.title')} text={t('empty.text')} />
      )}
      {printers && printers.length > 0 && (
        <div className={classes.grid}>
          {printers.map((printer) => (
            <PrinterCard
              key={printer.id}
              printer={printer}
              now={now}
              history={history[printer.id] ?? []}
              ownId={ownId}
            />
          ))}
        </div>
      )}
    </Page>
  )
}
