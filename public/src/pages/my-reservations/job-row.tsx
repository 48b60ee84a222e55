import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Job, Printer } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { EndJobButton } from '../../jobs/end-job-button.tsx'
import { statusTone } from '../../jobs/status-tone.ts'
import type { Condition } from '../../printers/condition.ts'
import { PrinterPicture } from '../../printers/picture.tsx'
import classes from './job-row.module.css'

/** What is over is drawn faintly. */
function pictureOf(job: Job): Condition['kind'] {
  if (job.status === 'running' || job.status === 'overrunning') return 'running'
  return job.status === 'scheduled' || job.status === 'requested' ? 'free' : 'maintenance'
}

type JobRowProps = { job: Job; printer: Printer | undefined; now: number }

/** One reservation: what, where, when, how it stands, and the way to end it. */
export function JobRow({ job, printer, now }: JobRowProps) {
  const { t } = useTranslation('jobs')
  const format = useFormat()
  const printerName = printer?.name ?? t('unknownPrinter')
  return (
    <li className={classes.row}>
      <div className={classes.picture}>
        {printer && (
          <PrinterPicture
            machine={printer}
            kind={pictureOf(job)}
            progress={0.7}
            hasPart={job.status !== 'scheduled'}
          />
        )}
      </div>
      <div className={classes.words}>
        <p className={classes.title}>
          <Link href={`/jobs/${job.id}`}>{job.title}</Link>
        </p>
        <p className={classes.when}>
          {printerName} · {format.window(Date.parse(job.startsAt), Date.parse(job.endsAt), now)}
        </p>
        {job.note && <p className={classes.note}>{job.note}</p>}
        {job.attention && (
          <p className={classes.attention} data-tone="wait">
            <IconAlertTriangle aria-hidden="true" size={16} />
            {t(`attention.${job.attention}`)}
          </p>
        )}
      </div>
      <span className={classes.status} data-tone={statusTone[job.status]}>
        {t(`status.${job.status}`)}
      </span>
      <div className={classes.action}>
        <EndJobButton job={job} printerName={printerName} />
      </div>
    </li>
  )
}
