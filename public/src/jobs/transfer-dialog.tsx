import { Button, NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOfferJob } from '../api/job.ts'
import { asProblem } from '../api/problem.ts'
import { useSession } from '../api/session.ts'
import type { Job } from '../api/shapes.ts'
import { useTakers } from '../api/takers.ts'
import { useNow } from '../parts/clock.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import classes from './end-job-dialog.module.css'
import { ReasonField } from './reason-field.tsx'

/** Offers a job to somebody else; it stays where it is until they accept. */
export default function TransferDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useTranslation(['jobs', 'common'])
  const isOwn = useSession()?.user.id === job.userId
  const people = useTakers(useNow(60_000))
  const others = (people.data ?? []).filter(({ id }) => id !== job.userId)
  const [userId, setUserId] = useState('')
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  const offer = useOfferJob(() => {
    const name = others.find(({ id }) => id === userId)?.name ?? ''
    notifications.show({ color: 'teal', message: t('jobs:transfer.done', { name }) })
    onClose()
  })
  const problem = offer.error ?? people.error
  const refused = problem ? asProblem(problem) : undefined
  return (
    <Dialog kind="question" title={t('jobs:transfer.title')} onClose={onClose}>
      <div className={classes.fields}>
        <p className={classes.text}>{t('jobs:transfer.text')}</p>
        <NativeSelect
          label={t('jobs:transfer.to')}
          value={userId}
          onChange={(event) => setUserId(event.currentTarget.value)}
          data={[
            { value: '', label: t('jobs:transfer.choose') },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={refused?.at('userId') ?? (checked && userId === '' ? t('jobs:transfer.missing') : undefined)}
          data-autofocus
        />
        {!isOwn && (
          <ReasonField job={job} value={reason} onChange={setReason} error={refused?.at('reason')} />
        )}
        {problem && <ProblemNotice error={problem} />}
      </div>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button
          loading={offer.isPending}
          onClick={() => {
            setChecked(true)
            if (userId !== '')
              offer.mutate({ id: job.id, userId, ...(reason.trim() !== '' && { reason: reason.trim() }) })
          }}
        >
          {t('jobs:transfer.submit')}
        </Button>
      </div>
    </Dialog>
  )
}
