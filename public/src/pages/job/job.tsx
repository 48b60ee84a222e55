import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { useBoard } from '../../api/board.ts'
import { useJob } from '../../api/job.ts'
import { useMay } from '../../api/permission.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMayChange } from '../../jobs/rights.ts'
import { statusTone } from '../../jobs/status-tone.ts'
import { SwitchOnAgainButton } from '../../jobs/switch-on-again-button.tsx'
import { useNow } from '../../parts/clock.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { JobProgress } from '../../printers/job-progress.tsx'
import { Delayed } from './delayed.tsx'
import classes from './job.module.css'
import { JobActs } from './job-acts.tsx'
import { JobEnergy } from './job-energy.tsx'
import { JobHistory } from './job-history.tsx'
import { TransferNotice } from './transfer-notice.tsx'
import { WhoWasIt } from './who-was-it.tsx'

/** One reservation: how it stands, what it takes and costs, and everything that can be done with it. */
export default function JobPage() {
  const { id = '' } = useParams<{ id: string }>()
  const { t } = useTranslation(['jobs', 'common', 'printers'])
  const format = useFormat()
  const now = useNow(10_000)
  const [reason, setReason] = useState<string>()
  const found = useJob(id, reason)
  const seesHistory = useMay('history.read_others')
  const { data: board, isPending: isBoardPending } = useBoard()
  const mayChange = useMayChange()
  const back = { path: '/plan', label: t('jobs:page.back') }
  // What a reservation took stands above what happened to it, and is known by its printer only.
  if (!found.data || isBoardPending) {
    return (
      <Page title={t('jobs:page.title')} back={back} isNarrow>
        {found.isError ? (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <div role="status" aria-label={t('jobs:loading')}>
            <Skeleton height="16rem" radius="1rem" />
          </div>
        )}
      </Page>
    )
  }
  const job = found.data
  const printer = board?.printers.find(({ id: printerId }) => printerId === job.printerId)
  const printerName = printer?.name ?? t('jobs:unknownPrinter')
  const [startsAt, endsAt] = [Date.parse(job.startsAt), Date.parse(job.endsAt)]
  const isRunning = job.status === 'running' || job.status === 'overrunning'
  const facts: [string, React.ReactNode][] = [
    [t('jobs:page.printer'), [printerName, printer?.location].filter(Boolean).join(' · ')],
    [t('jobs:page.when'), format.window(startsAt, endsAt, now)],
    [t('jobs:page.duration'), format.duration(endsAt - startsAt)],
    [t('jobs:page.who'), job.userName ?? t('printers:someone')],
  ]
  if (job.note)
    facts.push([
      t('jobs:page.note'),
      <span key="note" className={classes.note}>
        {job.note}
      </span>,
    ])
  if (job.decisionText) facts.push([t('jobs:page.decision'), job.decisionText])
  return (
    <Page
      title={job.title || t('jobs:page.title')}
      back={back}
      isNarrow
      aside={<Pill tone={statusTone[job.status]}>{t(`jobs:status.${job.status}`)}</Pill>}
    >
      <TransferNotice job={job} />
      {seesHistory && job.userName === null && <WhoWasIt onReason={setReason} />}
      {job.attention === 'delayed' && board ? (
        <Delayed job={job} board={board} mayTake={mayChange(job)} />
      ) : (
        job.attention && (
          <p className={classes.attention} data-tone="wait">
            {t(`jobs:attention.${job.attention}`)}
          </p>
        )
      )}
      {printer?.powerReason?.atPlug && printer.powerReason.jobId === job.id && (
        <section className={classes.notice} data-tone="bad" aria-label={t('printers:condition.switched_off')}>
          <p>{t('jobs:switchedOff.note')}</p>
          {mayChange(job) && (
            <div className={classes.acts}>
              <SwitchOnAgainButton jobId={job.id} printerName={printerName} />
            </div>
          )}
        </section>
      )}
      {isRunning && <JobProgress job={job} now={now} />}
      {mayChange(job) && <JobActs job={job} printerName={printerName} now={now} />}
      <Panel title={t('jobs:page.about')}>
        <Facts items={facts} />
      </Panel>
      {printer && <JobEnergy job={job} plugId={printer.plugId} now={now} />}
      <JobHistory job={job} now={now} />
    </Page>
  )
}
