import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type JobEnding, type SeriesScope, useEndJob } from '../api/jobs.ts'
import { asProblem } from '../api/problem.ts'
import { useSession } from '../api/session.ts'
import type { Job } from '../api/shapes.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../parts/clock.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import classes from './end-job-dialog.module.css'
import { ReasonField } from './reason-field.tsx'
import { ScopeField } from './scope-field.tsx'

type EndJobProps = {
  job: Job
  printerName: string
  ending: JobEnding
  onClose: () => void
}

/** Asks once more and says what will happen, then cancels or finishes; of a series as much as is chosen. */
export default function EndJobDialog({ job, printerName, ending, onClose }: EndJobProps) {
  const { t } = useTranslation('jobs')
  const format = useFormat()
  const now = useNow(30_000)
  const isOwn = useSession()?.user.id === job.userId
  const [scope, setScope] = useState<SeriesScope>('one')
  const [reason, setReason] = useState('')
  const endJob = useEndJob(ending, () => {
    notifications.show({ color: 'teal', message: t(`${ending}.done`) })
    onClose()
  })
  const problem = endJob.error ? asProblem(endJob.error) : undefined
  return (
    <Dialog kind="question" title={t(`${ending}.title`)} onClose={onClose}>
      <div className={classes.fields}>
        <p className={classes.text}>
          {t(`${ending}.text`, {
            title: job.title,
            printer: printerName,
            window: format.window(Date.parse(job.startsAt), Date.parse(job.endsAt), now),
          })}
        </p>
        {ending === 'cancel' && job.seriesId !== null && <ScopeField value={scope} onChange={setScope} />}
        {!isOwn && (
          <ReasonField job={job} value={reason} onChange={setReason} error={problem?.at('reason')} />
        )}
        {problem && (
          <ProblemNotice error={problem}>
            {problem.elsewhere(['reason']).map((message) => (
              <p key={message}>{message}</p>
            ))}
          </ProblemNotice>
        )}
      </div>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('keep')}
        </Button>
        <Button
          color={ending === 'cancel' ? 'red' : 'accent'}
          loading={endJob.isPending}
          onClick={() => endJob.mutate({ id: job.id, scope, reason })}
        >
          {t(`${ending}.confirm`)}
        </Button>
      </div>
    </Dialog>
  )
}
