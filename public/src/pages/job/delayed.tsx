import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useAcceptOffer } from '../../api/job.ts'
import type { Board, Job } from '../../api/shapes.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { conditionOf } from '../../printers/condition.ts'
import classes from './job.module.css'

/** The person before takes longer: says so, and offers printers of the same model that are free now. */
export function Delayed({ job, board, mayTake }: { job: Job; board: Board; mayTake: boolean }) {
  const { t } = useTranslation('jobs')
  const take = useAcceptOffer(() => notifications.show({ color: 'teal', message: t('delayed.done') }))
  const own = board.printers.find(({ id }) => id === job.printerId)
  const equal = board.printers.filter(
    (printer) =>
      printer.id !== own?.id &&
      printer.kind === own?.kind &&
      printer.model === own.model &&
      conditionOf(printer).kind === 'free',
  )
  return (
    <section className={classes.notice} data-tone="wait" aria-label={t('delayed.title')}>
      <p>{t('attention.delayed')}</p>
      {take.error && <ProblemNotice error={take.error} />}
      {mayTake && equal.length > 0 && (
        <div className={classes.acts}>
          {equal.map(({ id, name }) => (
            <Button
              key={id}
              variant="default"
              loading={take.isPending}
              onClick={() => take.mutate({ id: job.id, printerId: id })}
            >
              {t('delayed.take', { printer: name })}
            </Button>
          ))}
        </div>
      )}
    </section>
  )
}
