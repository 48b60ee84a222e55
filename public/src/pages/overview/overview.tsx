import { IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useRequests } from '../../api/approvals.ts'
import { useBoard } from '../../api/board.ts'
import { useSession } from '../../api/session.ts'
import { useNow } from '../../parts/clock.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PrinterCard } from '../../printers/printer-card.tsx'
import { useWattHistory } from '../../printers/watt-history.ts'
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
  const requests = useRequests()
  const isReady = !board.isPending && !requests.isLoading
  return (
    <Page title={t('title')} aside={printers && <WorkshopSummary printers={printers} />}>
      {!isReady && <CardSkeletons label={t('loading')} />}
      {board.isError && !printers && (
        <ProblemNotice error={board.error} onRetry={() => void board.refetch()} />
      )}
      {board.data && isReady && (
        // All at once: what comes later on top would push the cards down.
        <Suspense fallback={<CardSkeletons label={t('loading')} />}>
          <OwnJob board={board.data} now={now} ownId={ownId} />
          {board.data.incidents.open > 0 && <IncidentStrip printers={board.data.printers} now={now} />}
          {requests.data && requests.data.length > 0 && <RequestStrip requests={requests.data} />}
          {board.data.printers.length === 0 && (
            <EmptyState icon={<IconPrinter />} title={t('empty.title')} text={t('empty.text')} />
          )}
          {board.data.printers.length > 0 && (
            <div className={classes.grid}>
              {board.data.printers.map((printer) => (
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
        </Suspense>
      )}
    </Page>
  )
}
