import { useTranslation } from 'react-i18next'
import type { Printer } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { conditionOf, progressOf, toneOf } from '../../printers/condition.ts'
import { ConditionMark } from '../../printers/condition-mark.tsx'
import { JobProgress } from '../../printers/job-progress.tsx'
import { PrinterPicture } from '../../printers/picture.tsx'
import classes from './kiosk-tile.module.css'

/** One printer, to be read from three metres: name, condition, who and until when, who is next. */
export function KioskTile({ printer, now }: { printer: Printer; now: number }) {
  const { t } = useTranslation(['kiosk', 'printers'])
  const format = useFormat()
  const condition = conditionOf(printer)
  const { currentJob, nextJob } = printer
  return (
    <article className={classes.tile} data-tone={toneOf[condition.kind]} data-condition={condition.kind}>
      <h2 className={classes.name}>{printer.name}</h2>
      <div className={classes.scene}>
        <div className={classes.picture}>
          <PrinterPicture
            machine={printer}
            kind={condition.kind}
            progress={currentJob ? progressOf(currentJob, now) : 0}
            hasPart={currentJob !== null && condition.kind !== 'starting'}
          />
        </div>
        <div className={classes.facts}>
          <ConditionMark kind={condition.kind} size="xl" />
          <MainFacts printer={printer} now={now} />
        </div>
      </div>
      <div className={classes.progress}>{currentJob && <JobProgress job={currentJob} now={now} />}</div>
      <p className={classes.next}>
        {nextJob && (
          <>
            <span>{t('kiosk:next')}</span> {format.moment(Date.parse(nextJob.startsAt), now)}
            {nextJob.userName !== null && ` · ${nextJob.userName}`}
          </>
        )}
      </p>
    </article>
  )
}

function MainFacts({ printer, now }: { printer: Printer; now: number }) {
  const { t } = useTranslation(['kiosk', 'printers'])
  const format = useFormat()
  const condition = conditionOf(printer)
  const { currentJob } = printer
  const until = currentJob && t('kiosk:until', { time: format.moment(Date.parse(currentJob.endsAt), now) })
  switch (condition.kind) {
    case 'free':
      return (
        <p className={classes.main}>
          {printer.nextJob
            ? t('kiosk:until', { time: format.moment(Date.parse(printer.nextJob.startsAt), now) })
            : t('kiosk:openEnd')}
        </p>
      )
    case 'running':
    case 'overrunning':
    case 'starting':
      return (
        <>
          <p className={classes.main}>{currentJob?.userName ?? t('printers:someone')}</p>
          <p className={classes.sub}>
            {condition.kind === 'starting' ? t('printers:explain.starting') : until}
          </p>
        </>
      )
    case 'no_answer':
      return (
        <>
          <p className={classes.main}>
            {condition.since === undefined
              ? t('printers:explain.noAnswer')
              : t('kiosk:since', { time: format.moment(condition.since, now) })}
          </p>
          {currentJob && (
            <p className={classes.sub}>
              {currentJob.userName ?? t('printers:someone')} {until}
            </p>
          )}
        </>
      )
    case 'unbooked':
    case 'maintenance':
    case 'out_of_order':
      return <p className={classes.sub}>{t(`printers:explain.${condition.kind}`)}</p>
  }
}
