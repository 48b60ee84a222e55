import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { type JobEnding, useEndJob } from '../api/jobs.ts'
import type { Job } from '../api/shapes.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../parts/clock.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import classes from './end-job-dialog.module.css'

type EndJobProps = {
  job: Job
  printerName: string
  ending: JobEnding
  onClose: () => void
}

/** Asks once more and says what will happen, then cancels or finishes. */
export default function EndJobDialog({ job, printerName, ending, onClose }: EndJobProps) {
  const { t } = useTranslation('jobs')
  const format = useFormat()
  const now = useNow(30_000)
  const endJob = useEndJob(ending, () => {
    notifications.show({ color: 'teal', message: t(`${ending}.done`) })
    onClose()
  })
  return (
    <Dialog kind="question" title={t(`${ending}.title`)} onClose={onClose}>
      <p className={classes.text}>
        {t(`${ending}.text`, {
          title: job.title,
          printer: printerName,
          window: format.window(Date.parse(job.startsAt), Date.parse(job.endsAt), now),
        })}
      </p>
      {endJob.error && <ProblemNotice error={endJob.error} />}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('keep')}
        </Button>
        <Button
          color={ending === 'cancel' ? 'red' : 'accent'}
          loading={endJob.isPending}
          onClick={() => endJob.mutate(job.id)}
        >
          {t(`${ending}.confirm`)}
        </Button>
      </div>
    </Dialog>
  )
}
