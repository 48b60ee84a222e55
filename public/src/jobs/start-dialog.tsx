import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStartJob } from '../api/job.ts'
import { asProblem } from '../api/problem.ts'
import { useSession } from '../api/session.ts'
import type { Job } from '../api/shapes.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../parts/clock.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import classes from './end-job-dialog.module.css'
import { ReasonField } from './reason-field.tsx'

/** Checks in, or begins before the time if the printer is free. */
export default function StartDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useTranslation(['jobs', 'common'])
  const format = useFormat()
  const now = useNow(15_000)
  const isOwn = useSession()?.user.id === job.userId
  const isEarly = Date.parse(job.startsAt) > now
  const [reason, setReason] = useState('')
  const start = useStartJob(() => {
    notifications.show({ color: 'teal', message: t('jobs:start.done') })
    onClose()
  })
  const problem = start.error ? asProblem(start.error) : undefined
  const endsAt = now + Date.parse(job.endsAt) - Date.parse(job.startsAt)
  return (
    <Dialog kind="question" title={t(isEarly ? 'jobs:start.early' : 'jobs:start.checkIn')} onClose={onClose}>
      <div className={classes.fields}>
        <p className={classes.text}>
          {isEarly
            ? t('jobs:start.earlyText', { time: format.moment(endsAt, now) })
            : t('jobs:start.checkInText')}
        </p>
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
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button
          loading={start.isPending}
          data-autofocus
          onClick={() => start.mutate({ id: job.id, ...(reason.trim() !== '' && { reason: reason.trim() }) })}
        >
          {t(isEarly ? 'jobs:start.early' : 'jobs:start.checkIn')}
        </Button>
      </div>
    </Dialog>
  )
}
