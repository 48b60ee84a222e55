import '@mantine/core/styles/Chip.layer.css'
import { Button, Chip, Input } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useExtendJob } from '../api/job.ts'
import { asProblem } from '../api/problem.ts'
import { useSession } from '../api/session.ts'
import type { Job } from '../api/shapes.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../parts/clock.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import classes from './end-job-dialog.module.css'
import { ReasonField } from './reason-field.tsx'

const choices = [15, 30, 60, 120, 240] as const

/** Gives a job more time, as far as nobody else needs the printer; says how far that was. */
export default function ExtendDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useTranslation(['jobs', 'common'])
  const format = useFormat()
  const now = useNow(15_000)
  const isOwn = useSession()?.user.id === job.userId
  const [minutes, setMinutes] = useState<number>(30)
  const [reason, setReason] = useState('')
  const wantedEnd = Date.parse(job.endsAt) + minutes * 60_000
  const extend = useExtendJob((extended) => {
    const endsAt = Date.parse(extended.endsAt)
    const time = format.moment(endsAt, now)
    notifications.show({
      color: 'teal',
      title: t('jobs:extend.done', { time }),
      message: endsAt < wantedEnd ? t('jobs:extend.less') : undefined,
    })
    onClose()
  })
  const problem = extend.error ? asProblem(extend.error) : undefined
  return (
    <Dialog kind="question" title={t('jobs:extend.title')} onClose={onClose}>
      <div className={classes.fields}>
        <p className={classes.text}>
          {t('jobs:extend.text', { time: format.moment(Date.parse(job.endsAt), now) })}
        </p>
        <Input.Wrapper label={t('jobs:extend.by')} labelElement="div" error={problem?.at('endsAt')}>
          <div className={classes.chips} role="radiogroup" aria-label={t('jobs:extend.by')}>
            <Chip.Group
              value={String(minutes)}
              onChange={(value) => {
                setMinutes(Number(value))
                extend.reset()
              }}
            >
              {choices.map((choice) => (
                <Chip key={choice} value={String(choice)} size="sm">
                  {format.duration(choice * 60_000)}
                </Chip>
              ))}
            </Chip.Group>
          </div>
        </Input.Wrapper>
        {!isOwn && (
          <ReasonField job={job} value={reason} onChange={setReason} error={problem?.at('reason')} />
        )}
        {problem && (
          <ProblemNotice error={problem}>
            {problem.elsewhere(['endsAt', 'reason']).map((message) => (
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
          loading={extend.isPending}
          onClick={() =>
            extend.mutate({ id: job.id, minutes, ...(reason.trim() !== '' && { reason: reason.trim() }) })
          }
        >
          {t('jobs:extend.submit', { time: format.moment(wantedEnd, now) })}
        </Button>
      </div>
    </Dialog>
  )
}
