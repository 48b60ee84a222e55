import { useTranslation } from 'react-i18next'
import type { Job, Printer } from '../api/shapes.ts'
import { useFormat } from '../i18n/format.ts'
import type { Condition } from './condition.ts'
import { freeForMs } from './condition.ts'
import classes from './condition-facts.module.css'

type FactsProps = { printer: Printer; condition: Condition; now: number; ownId: string | undefined }

/** The two or three lines that matter in a printer's present condition. */
export function ConditionFacts({ printer, condition, now, ownId }: FactsProps) {
  const { t } = useTranslation('printers')
  const format = useFormat()
  const { currentJob } = printer
  switch (condition.kind) {
    case 'free':
      return <FreeFacts printer={printer} now={now} />
    case 'running':
    case 'overrunning':
    case 'starting':
      return (
        currentJob && (
          <JobFacts job={currentJob} condition={condition} now={now} isOwn={currentJob.userId === ownId} />
        )
      )
    case 'no_answer':
      return (
        <>
          <p className={classes.main}>
            {condition.since === undefined
              ? t('explain.noAnswer')
              : t('explain.noAnswerSince', { time: format.moment(condition.since, now) })}
          </p>
          <p className={classes.sub}>{printer.power?.failure?.message ?? t('explain.noAnswerAdvice')}</p>
          {currentJob && (
            <p className={classes.sub}>
              {currentJob.userName ?? t('someone')}{' '}
              {t('until', { time: format.soon(Date.parse(currentJob.endsAt), now) })}
            </p>
          )}
        </>
      )
    case 'switched_off':
      return (
        <>
          <p className={classes.main}>{currentJob?.userName ?? t('someone')}</p>
          <p className={classes.sub}>{t(`explain.switched_off.${condition.by}`)}</p>
        </>
      )
    case 'closed':
      return <p className={classes.main}>{t('until', { time: format.soon(condition.until, now) })}</p>
    case 'unbooked':
    case 'maintenance':
    case 'out_of_order':
      return <p className={classes.sub}>{t(`explain.${condition.kind}`)}</p>
  }
}

function FreeFacts({ printer, now }: { printer: Printer; now: number }) {
  const { t } = useTranslation('printers')
  const format = useFormat()
  const freeMs = freeForMs(printer, now)
  if (freeMs === undefined || !printer.nextJob) return <p className={classes.main}>{t('freeOpenEnd')}</p>
  return (
    <>
      <p className={classes.main}>
        {t('freeUntil', { time: format.soon(Date.parse(printer.nextJob.startsAt), now) })}
      </p>
      <p className={classes.sub}>{t('freeFor', { duration: format.duration(freeMs) })}</p>
    </>
  )
}

type JobFactsProps = { job: Job; condition: Condition; now: number; isOwn: boolean }

function JobFacts({ job, condition, now, isOwn }: JobFactsProps) {
  const { t } = useTranslation('printers')
  const format = useFormat()
  const endsAt = Date.parse(job.endsAt)
  const rest =
    endsAt < now
      ? t('overdue', { duration: format.duration(now - endsAt) })
      : t('remaining', { duration: format.duration(endsAt - now) })
  return (
    <>
      <p className={classes.main}>
        {job.userName ?? t('someone')}
        {isOwn && <span className={classes.own}>{t('mine')}</span>}
      </p>
      {job.title && <p className={classes.title}>{job.title}</p>}
      <p className={classes.sub}>
        {condition.kind === 'starting' ? (
          t('explain.starting')
        ) : (
          <>
            <span>{t('until', { time: format.soon(endsAt, now) })}</span> · <span>{rest}</span>
          </>
        )}
      </p>
    </>
  )
}
