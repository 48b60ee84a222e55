import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCalendarPlus,
  IconClockPlus,
  IconDoorEnter,
  IconHandStop,
  IconPlayerStop,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useClaimUse, useJobDeed, type Visitor } from '../../api/kiosk.ts'
import type { Job, Printer } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { conditionOf, freeForMs, isBookable } from '../../printers/condition.ts'
import { ConditionMark } from '../../printers/condition-mark.tsx'
import classes from './kiosk-form.module.css'
import { MainFacts } from './main-facts.tsx'
import { NextJob } from './next-job.tsx'
import type { Step } from './printer-dialog.tsx'

/** With less time before the next reservation it can't be booked. */
const shortestMs = 15 * 60_000
const extensions = [30, 60] as const

type PrinterActionsProps = {
  printer: Printer
  visitor: Visitor | null
  now: number
  onStep: (step: Step, who?: { userId: string; name: string }) => void
  onDone: (text: string) => void
}

/** How the printer is, the way to book it on one's own phone, and what can be done right here. */
export function PrinterActions({ printer, visitor, now, onStep, onDone }: PrinterActionsProps) {
  const { t } = useTranslation(['kiosk', 'printers'])
  const condition = conditionOf(printer)
  const { currentJob, nextJob } = printer
  const claim = useClaimUse(() => onDone(t('claim.done')))
  const isFree = isBookable(printer) && currentJob === null
  const ownerOf = (job: Job | null) =>
    job && job.userId !== null && job.userName !== null
      ? { userId: job.userId, name: job.userName }
      : undefined
  const holder = ownerOf(currentJob)
  const isClosed = condition.kind === 'closed'
  const comesEarly = isFree && !isClosed && nextJob !== null && visitor?.id === nextJob.userId
  return (
    <div className={classes.form}>
      <div className={classes.scene}>
        <div className={classes.facts}>
          <ConditionMark kind={condition.kind} size="xl" />
          <MainFacts printer={printer} now={now} />
          {nextJob && <NextJob job={nextJob} now={now} />}
        </div>
        <figure className={classes.qr}>
          <img src={`/api/printers/${encodeURIComponent(printer.id)}/qr.svg`} alt="" />
          <figcaption>{t('phone')}</figcaption>
        </figure>
      </div>
      <div className={classes.actions}>
        {visitor && currentJob?.userId === visitor.id && (
          <OwnJob job={currentJob} now={now} onDone={onDone} />
        )}
        {comesEarly && <StartEarly job={nextJob} onDone={onDone} />}
        {isFree && (freeForMs(printer, now) ?? shortestMs) >= shortestMs && (
          <Button size="xl" leftSection={<IconCalendarPlus />} onClick={() => onStep('book')}>
            {isClosed ? t('printers:bookLater') : t('book.action')}
          </Button>
        )}
        {!visitor && currentJob && (
          <Button size="xl" leftSection={<IconDoorEnter />} onClick={() => onStep('look', holder)}>
            {holder ? t('itIsMineOf', { name: holder.name }) : t('itIsMine')}
          </Button>
        )}
        {condition.kind === 'unbooked' && (
          <Button
            size="xl"
            variant="default"
            leftSection={<IconHandStop />}
            loading={claim.isPending}
            onClick={() => (visitor ? claim.mutate(printer.id) : onStep('look'))}
          >
            {t('claim.action')}
          </Button>
        )}
        {claim.error && <ProblemNotice error={claim.error} />}
        <Button
          size="xl"
          variant="default"
          leftSection={<IconAlertTriangle />}
          onClick={() => onStep('fault')}
        >
          {t('fault.action')}
        </Button>
      </div>
    </div>
  )
}

type OwnJobProps = { job: Job; now: number; onDone: (text: string) => void }

function OwnJob({ job, now, onDone }: OwnJobProps) {
  const { t } = useTranslation('kiosk')
  const format = useFormat()
  const deed = useJobDeed((after, { deed: done }) =>
    onDone(
      done === 'extend'
        ? t('own.extended', { time: format.moment(Date.parse(after.endsAt), now) })
        : t(`own.done.${done}`),
    ),
  )
  const isRunning = job.status === 'running' || job.status === 'overrunning'
  return (
    <>
      {job.checkedInAt === null && (
        <Button
          size="xl"
          leftSection={<IconDoorEnter />}
          loading={deed.isPending}
          onClick={() => deed.mutate({ id: job.id, deed: 'start' })}
        >
          {t('own.checkIn')}
        </Button>
      )}
      <div className={classes.choices}>
        {extensions.map((minutes) => (
          <Button
            key={minutes}
            size="xl"
            variant="default"
            leftSection={<IconClockPlus />}
            disabled={deed.isPending}
            onClick={() => deed.mutate({ id: job.id, deed: 'extend', minutes })}
          >
            {t('own.extend', { duration: format.duration(minutes * 60_000) })}
          </Button>
        ))}
      </div>
      {isRunning && (
        <Button
          size="xl"
          variant={job.checkedInAt === null ? 'default' : 'filled'}
          leftSection={<IconPlayerStop />}
          loading={deed.isPending}
          onClick={() => deed.mutate({ id: job.id, deed: 'finish' })}
        >
          {t('own.finish')}
        </Button>
      )}
      {deed.error && <ProblemNotice error={deed.error} />}
    </>
  )
}

function StartEarly({ job, onDone }: { job: Job; onDone: (text: string) => void }) {
  const { t } = useTranslation('kiosk')
  const deed = useJobDeed(() => onDone(t('own.done.start')))
  return (
    <>
      <Button
        size="xl"
        leftSection={<IconDoorEnter />}
        loading={deed.isPending}
        onClick={() => deed.mutate({ id: job.id, deed: 'start' })}
      >
        {t('own.startEarly')}
      </Button>
      {deed.error && <ProblemNotice error={deed.error} />}
    </>
  )
}
