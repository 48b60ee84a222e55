import { useTranslation } from 'react-i18next'
import type { Printer } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { conditionOf } from '../../printers/condition.ts'
import classes from './main-facts.module.css'

/** Who has the printer and until when, or why nobody can. */
export function MainFacts({ printer, now }: { printer: Printer; now: number }) {
  const { t } = useTranslation(['kiosk', 'printers'])
  const format = useFormat()
  const condition = conditionOf(printer)
  const { currentJob } = printer
  const until = currentJob && t('kiosk:until', { time: format.soon(Date.parse(currentJob.endsAt), now) })
  switch (condition.kind) {
    case 'free':
      return (
        <p className={classes.main}>
          {printer.nextJob
            ? t('kiosk:until', { time: format.soon(Date.parse(printer.nextJob.startsAt), now) })
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
    case 'switched_off':
      return (
        <>
          <p className={`${classes.main} ${classes.name}`}>{currentJob?.userName ?? t('printers:someone')}</p>
          <p className={classes.sub}>{t(`printers:explain.switched_off.${condition.by}`)}</p>
        </>
      )
    case 'closed':
      return <p className={classes.main}>{t('kiosk:until', { time: format.soon(condition.until, now) })}</p>
    case 'unbooked':
    case 'maintenance':
    case 'out_of_order':
      return <p className={classes.sub}>{t(`printers:explain.${condition.kind}`)}</p>
  }
}
