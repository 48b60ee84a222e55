import { Button } from '@mantine/core'
import { IconArrowRight, IconTool } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useMay } from '../api/permission.ts'
import type { Job, Printer } from '../api/shapes.ts'
import { useBooking } from '../booking/booking-context.tsx'
import { useFormat } from '../i18n/format.ts'
import { type Condition, conditionOf, isBookable, progressOf } from './condition.ts'
import { ConditionFacts } from './condition-facts.tsx'
import { ConditionMark } from './condition-mark.tsx'
import { JobProgress } from './job-progress.tsx'
import { makeOf } from './model.ts'
import { PrinterPicture } from './picture.tsx'
import classes from './printer-card.module.css'
import { Watts } from './watts.tsx'

type CardProps = { printer: Printer; now: number; history: readonly number[]; ownId: string | undefined }

/** One printer at a glance: how it is, who has it and until when, what comes next, and the way to book it. */
export function PrinterCard({ printer, now, history, ownId }: CardProps) {
  const condition = conditionOf(printer)
  const mayBook = useMay('job.book')
  const mayReport = useMay('problem.report')
  const { currentJob } = printer
  const headingId = `printer-${printer.id}`
  return (
    <article className={classes.card} aria-labelledby={headingId} data-condition={condition.kind}>
      <header className={classes.header}>
        <h2 id={headingId} className={classes.name}>
          {printer.name}
        </h2>
        <ConditionMark kind={condition.kind} />
      </header>
      <p className={classes.model}>{[makeOf(printer), printer.location].filter(Boolean).join(' · ')}</p>
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
          <ConditionFacts printer={printer} condition={condition} now={now} ownId={ownId} />
        </div>
      </div>
      <div className={classes.progress}>{currentJob && <JobProgress job={currentJob} now={now} />}</div>
      <footer className={classes.footer}>
        <NextJob job={printer.nextJob} afterJob={currentJob !== null} now={now} />
        {printer.power && <Watts power={printer.power} history={history} />}
      </footer>
      <div className={classes.acts}>
        {mayBook && isBookable(printer) && <BookButton printer={printer} condition={condition} />}
        {mayReport && <FaultButton printer={printer} />}
      </div>
    </article>
  )
}

function NextJob({ job, afterJob, now }: { job: Job | null; afterJob: boolean; now: number }) {
  const { t } = useTranslation('printers')
  const format = useFormat()
  if (!job) return <p className={classes.next}>{afterJob ? t('nextNone') : ''}</p>
  return (
    <p className={classes.next}>
      <IconArrowRight aria-hidden="true" size={15} className={classes.nextIcon} />
      <span className={classes.nextText}>
        <span className={classes.nextWord}>{t('next')} </span>
        {format.soon(Date.parse(job.startsAt), now)}
        {job.userName !== null && ` · ${job.userName}`}
        {job.attention === 'delayed' && <em> · {t('nextDelayed')}</em>}
      </span>
    </p>
  )
}

/** To the form that says what is wrong with this machine. */
function FaultButton({ printer }: { printer: Printer }) {
  const { t } = useTranslation('printers')
  return (
    <Button
      component={Link}
      href={`/faults?report=${encodeURIComponent(printer.id)}`}
      variant="default"
      className={classes.fault}
      aria-label={`${t('reportFault')}: ${printer.name}`}
      title={t('reportFault')}
    >
      <IconTool size={18} aria-hidden="true" />
    </Button>
  )
}

function BookButton({ printer, condition }: { printer: Printer; condition: Condition }) {
  const { t } = useTranslation('printers')
  const booking = useBooking()
  const isFree = condition.kind === 'free'
  const word = isFree ? t('book') : t('bookLater')
  return (
    <Button
      fullWidth
      variant={isFree ? 'light' : 'default'}
      aria-label={`${word}: ${printer.name}`}
      onPointerEnter={booking.prepare}
      onFocus={booking.prepare}
      onClick={() => booking.open({ printerId: printer.id, when: isFree ? 'now' : 'later' })}
    >
      {word}
    </Button>
  )
}
