import { useTranslation } from 'react-i18next'
import type { Job } from '../api/shapes.ts'
import { progressOf } from './condition.ts'
import classes from './job-progress.module.css'

/** How much of a reservation's time has passed; striped and full when it takes longer than booked. */
export function JobProgress({ job, now }: { job: Job; now: number }) {
  const { t } = useTranslation('printers')
  const percent = Math.round(progressOf(job, now) * 100)
  const over = job.status === 'overrunning'
  return (
    <div
      role="progressbar"
      aria-label={t('progress')}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className={classes.track}
      data-tone={over ? 'wait' : 'busy'}
      data-over={over || undefined}
    >
      <div className={classes.bar} style={{ width: `${percent}%` }} />
    </div>
  )
}
