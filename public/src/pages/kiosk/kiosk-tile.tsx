import { UnstyledButton } from '@mantine/core'
import type { Printer } from '../../api/shapes.ts'
import { conditionOf, progressOf, toneOf } from '../../printers/condition.ts'
import { ConditionMark } from '../../printers/condition-mark.tsx'
import { JobProgress } from '../../printers/job-progress.tsx'
import { PrinterPicture } from '../../printers/picture.tsx'
import classes from './kiosk-tile.module.css'
import { MainFacts } from './main-facts.tsx'
import { NextJob } from './next-job.tsx'

/** One printer, to be read from three metres: name, condition, who and until when, who is next. */
export function KioskTile({ printer, now, onOpen }: { printer: Printer; now: number; onOpen: () => void }) {
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
      {/* Cut after two lines; a touch shows all of it. */}
      <p className={classes.next}>{nextJob && <NextJob job={nextJob} now={now} />}</p>
    </article>
  )
}
