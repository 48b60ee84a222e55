import { Button, Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { type JobEnding, useEndJob } from '../api/jobs.ts'
import type { Job } from '../api/shapes.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../parts/clock.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import classes from './end-job-dialog.module.css'

type EndJobProps = { job: Job; printerName: string; ending: JobEnding; onClose: () => void }

/** Asks once more and says what will happen, then cancels or finishes. */
export default function EndJobDialog({ job, printerName, ending, onClose }: EndJobProps) {
  const { t } = useTranslation(['jobs', 'common'])
  const format = useFormat()
  const now = useNow(30_000)
  const endJob = useEndJob(ending, () => {
    notifications.show({ color: 'teal', message: t(`jobs:${ending}.done`) })
    onClose()
  })
  return (
    <Modal
      opened
      centered
      onClose={onClose}
      title={t(`jobs:${ending}.title`)}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
      classNames={{ title: classes.title }}
    >
      <p className={classes.text}>
        {t(`jobs:${ending}.text`, {
          title: job.title,
          printer: printerName,
          window: format.window(Date.parse(job.startsAt), Date.parse(job.endsAt), now),
        })}
      </p>
      {endJob.error && <ProblemNotice error={endJob.error} />}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('jobs:keep')}
        </Button>
        <Button
          color={ending === 'cancel' ? 'red' : 'accent'}
          loading={endJob.isPending}
          onClick={() => endJob.mutate(job.id)}
        >
          {t(`jobs:${ending}.confirm`)}
        </Button>
      </div>
    </Modal>
  )
}
