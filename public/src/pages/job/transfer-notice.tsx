import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useAcceptTransfer, useDeclineTransfer } from '../../api/job.ts'
import { asProblem } from '../../api/problem.ts'
import { useSession } from '../../api/session.ts'
import type { Job } from '../../api/shapes.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './job.module.css'

/** A job that is offered to the person who looks, or that they have offered to somebody. */
export function TransferNotice({ job }: { job: Job }) {
  const { t } = useTranslation('jobs')
  const ownId = useSession()?.user.id
  const accept = useAcceptTransfer(() =>
    notifications.show({ color: 'teal', message: t('transfer.accepted') }),
  )
  const decline = useDeclineTransfer(() =>
    notifications.show({ color: 'teal', message: t('transfer.declined') }),
  )
  const isTaker = job.transferTo !== null && job.transferTo === ownId
  if (job.transferTo === null || (!isTaker && job.userId !== ownId)) return null
  const problem = accept.error ?? decline.error
  return (
    <section className={classes.notice} data-tone="busy" aria-label={t('transfer.title')}>
      <p>{isTaker ? t('transfer.offered', { name: job.userName ?? '' }) : t('transfer.waiting')}</p>
      {problem && (
        <ProblemNotice error={problem}>
          {asProblem(problem).errors.map(({ path, message }) => (
            <p key={`${path} ${message}`}>{message}</p>
          ))}
        </ProblemNotice>
      )}
      <div className={classes.acts}>
        {isTaker && (
          <Button loading={accept.isPending} onClick={() => accept.mutate({ id: job.id })}>
            {t('transfer.accept')}
          </Button>
        )}
        <Button variant="default" loading={decline.isPending} onClick={() => decline.mutate({ id: job.id })}>
          {isTaker ? t('transfer.decline') : t('transfer.takeBack')}
        </Button>
      </div>
    </section>
  )
}
