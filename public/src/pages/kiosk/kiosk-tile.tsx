import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Printer } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { conditionOf, progressOf, toneOf } from '../../printers/condition.ts'
import { ConditionMark } from '../../printers/condition-mark.tsx'
import { JobProgress } from '../../printers/job-progress.tsx'
import { PrinterPicture } from '../../printers/picture.tsx'
import classes from './kiosk-tile.module.css'
import { MainFacts } from './main-facts.tsx'

/** One printer, to be read from three metres: name, condition, who and until when, who is next. */
export function KioskTile({ printer, now, onOpen }: { printer: Printer; now: number; onOpen: () => void }) {
  const { t } = useTranslation(['kiosk', 'printers'])
  const format = useFormat()
  const condition = conditionOf(printer)
  const { currentJob, nextJob } = printer
  return (
    <article className={classes.tile} data-tone={toneOf[condition.kind]} data-condition={condition.kind}>
      <h2 className={classes.name}>
        <UnstyledButton className={classes.open} onClick={onOpen}>
          {printer.name}
        </UnstyledButton>
      </h2>
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
            <span>{t('kiosk:next')}</span> {format.soon(Date.parse(nextJob.startsAt), now)}
            {nextJob.userName !== null && ` · ${nextJob.userName}`}
            {nextJob.attention === 'delayed' && <em> · {t('printers:nextDelayed')}</em>}
          </>
        )}
      </p>
    </article>
  )
}
