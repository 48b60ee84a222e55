import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Board, Job } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { EndJobButton } from '../../jobs/end-job-button.tsx'
import { SwitchOnAgainButton } from '../../jobs/switch-on-again-button.tsx'
import { JobProgress } from '../../printers/job-progress.tsx'
import classes from './own-job.module.css'

const live = ['running', 'overrunning', 'scheduled', 'requested']

/** One's running job, else the next one on the board. */
function firstOwnJob(jobs: Job[], ownId: string | undefined): Job | undefined {
  const own = jobs.filter(
    ({ userId, status }) => userId !== null && userId === ownId && live.includes(status),
  )
  return own.sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))[0]
}

function wordOf(job: Job, now: number) {
  if (job.status === 'running') return 'yours.running'
  if (job.status === 'overrunning') return 'yours.overrunning'
  return Date.parse(job.startsAt) <= now ? 'yours.starting' : 'yours.next'
}

type OwnJobProps = { board: Board; now: number; ownId: string | undefined }

/** A strip with one's own reservation, for the question most people come with. */
export function OwnJob({ board, now, ownId }: OwnJobProps) {
  const { t } = useTranslation('printers')
  const format = useFormat()
  const job = firstOwnJob(board.jobs, ownId)
  const printer = board.printers.find(({ id }) => id === job?.printerId)
  if (!job || !printer) return null
  const endsAt = Date.parse(job.endsAt)
  const word = wordOf(job, now)
  return (
    <section className={classes.strip} aria-label={t(word)}>
      <div className={classes.words}>
        <p className={classes.kicker}>{t(word)}</p>
        <p className={classes.title}>
          <Link href={`/jobs/${job.id}`}>{t('yours.on', { title: job.title, printer: printer.name })}</Link>
        </p>
        <p className={classes.when}>
          {format.window(Date.parse(job.startsAt), endsAt, now)}
          {word === 'yours.running' &&
            endsAt > now &&
            ` · ${t('remaining', { duration: format.duration(endsAt - now) })}`}
        </p>
      </div>
      {job.attention === 'delayed' && (
        <p className={classes.delayed} data-tone="wait">
          {t('yours.delayed')}
        </p>
      )}
      {printer.powerReason?.atPlug && job.status === 'running' && (
        <SwitchOnAgainButton jobId={job.id} printerName={printer.name} />
      )}
      <EndJobButton job={job} printerName={printer.name} />
      {job.status !== 'scheduled' && job.status !== 'requested' && (
        <div className={classes.progress}>
          <JobProgress job={job} now={now} />
        </div>
      )}
    </section>
  )
}
