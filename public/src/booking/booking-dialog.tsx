import '@mantine/core/styles/Chip.layer.css'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { approvalReasons } from '../../../worker/domain/booking-rules.ts'
import { useBoard } from '../api/board.ts'
import { useTimeCost } from '../api/booking-choices.ts'
import { type BookedJob, useBookJob } from '../api/jobs.ts'
import { type Alternative, asProblem } from '../api/problem.ts'
import { useTimeZone } from '../api/site.ts'
import { useFormat } from '../i18n/format.ts'
import { useClock, useNow } from '../parts/clock.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import classes from './booking-dialog.module.css'
import { BookingExtras } from './booking-extras.tsx'
import { isWindow, windowOf } from './draft.ts'
import { fieldErrors } from './field-errors.ts'
import { firstDraft } from './first-draft.ts'
import footer from './job-footer.module.css'
import { localTimeAt } from './local-time.ts'
import { newJobOf } from './new-job.ts'
import { daysAround, useRules } from './rules.ts'
import { FreeInstead, SlotAlternatives } from './slot-alternatives.tsx'
import { TimeFields } from './time-fields.tsx'
import { takenBy, useOccupancy } from './use-occupancy.ts'
import { UsualLength } from './usual-length.tsx'
import { useViolationWords } from './violation-words.ts'
import type { BookingWish } from './wish.ts'

type BookingDialogProps = { wish: BookingWish; onClose: () => void }

/** The one dialog that books: start, length, what for. Shows rule violations where they arise. */
export default function BookingDialog({ wish, onClose }: BookingDialogProps) {
  const { t } = useTranslation('booking')
  const clock = useClock()
  const now = useNow(15_000)
  const format = useFormat()
  const timeZone = useTimeZone()
  const board = useBoard().data
  const printers = board?.printers ?? []
  const [printerId, setPrinterId] = useState(wish.printerId)
  const printer = printers.find(({ id }) => id === printerId)
  const printerName = printer?.name ?? ''
  const [draft, setDraft] = useState(() => {
    const taken = takenBy(board?.jobs.filter((job) => job.printerId === printerId) ?? [])
    return firstDraft(wish, taken, clock.now(), timeZone)
  })
  const [checked, setChecked] = useState(false)
  const doneWords = (job: BookedJob) => {
    if (job.series) {
      const { jobs, skipped } = job.series
      return t('doneSeries', { count: jobs.length, skipped: skipped.length })
    }
    if (job.status === 'requested') return t('doneRequested')
    if (draft.when === 'now') return t('doneNow', { printer: printerName })
    return t('doneLater', { printer: printerName, moment: format.moment(Date.parse(job.startsAt), now) })
  }
  const book = useBookJob((job) => {
    notifications.show({
      color: 'teal',
      title: t('doneTitle'),
      message: doneWords(job),
    })
    onClose()
  })
  const occupancy = useOccupancy(printerId, draft, now, timeZone)
  const wanted = windowOf(draft, { now, timeZone, nextStart: occupancy.nextStart })
  const problem = book.error ? asProblem(book.error) : undefined
  const chosen = isWindow(wanted) ? wanted : undefined
  const rules = useRules(daysAround(chosen ?? { startsAt: now, endsAt: now }), now)
  const word = useViolationWords(now)
  const isOwn = draft.userId === ''
  const foreseen = chosen ? rules.judge({ printerId, window: chosen, now, isOwn }) : []
  const errors = fieldErrors(problem, foreseen, word)
  const policy = rules.policyOf(printerId)
  const needsApproval = chosen && policy && approvalReasons(chosen, policy, timeZone).length > 0
  const cost = useTimeCost(printerId, chosen && chosen.endsAt - chosen.startsAt)

  const change = (changes: Partial<typeof draft>) => {
    setDraft((before) => ({ ...before, ...changes }))
    book.reset()
  }

  const choose = (slot: Alternative) => {
    setPrinterId(slot.printerId)
    const startsAt = Date.parse(slot.startsAt)
    change({
      when: 'later',
      start: localTimeAt(startsAt, timeZone),
      length: Math.round((Date.parse(slot.endsAt) - startsAt) / 60_000),
    })
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const window = windowOf(draft, { now: clock.now(), timeZone, nextStart: occupancy.nextStart })
    if (!isWindow(window)) return
    book.mutate(newJobOf(draft, printerId, window, t('defaultTitle')))
  }

  return (
    <Dialog kind="form" title={t('title', { printer: printerName })} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.form}>
        <TimeFields
          draft={draft}
          onChange={change}
          now={now}
          occupancy={occupancy}
          wanted={wanted}
          checked={checked}
          errors={errors}
          policy={policy}
        />
        {!problem && chosen && foreseen.length > 0 && (
          <FreeInstead printerId={printerId} wish={chosen} printers={printers} now={now} onChoose={choose} />
        )}
        {isOwn && (
          <UsualLength
            printerId={printerId}
            title={draft.title.trim() || t('defaultTitle')}
            minutes={chosen && Math.round((chosen.endsAt - chosen.startsAt) / 60_000)}
            onTake={(length) => change({ length })}
          />
        )}
        <TextInput
          label={t('jobTitle')}
          description={t('jobTitleHint')}
          placeholder={t('defaultTitle')}
          maxLength={120}
          value={draft.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
          error={errors.title}
          data-autofocus
        />
        <BookingExtras draft={draft} onChange={change} now={now} errors={errors} />
        {!problem &&
          errors.other.map((message) => (
            <p key={message} role="status" className={classes.rule}>
              {message}
            </p>
          ))}
        {problem && (
          <ProblemNotice error={problem}>
            {errors.other.map((message) => (
              <p key={message}>{message}</p>
            ))}
            <SlotAlternatives problem={problem} printers={printers} now={now} onChoose={choose} />
          </ProblemNotice>
        )}
        <footer className={footer.footer}>
          <p className={footer.summary} aria-live="polite">
            {isWindow(wanted) && (
              <>
                <strong>{format.window(wanted.startsAt, wanted.endsAt, now)}</strong>
                <span>
                  {[
                    format.duration(wanted.endsAt - wanted.startsAt),
                    cost !== undefined && t('timeCost', { cost: format.money(cost) }),
                    needsApproval && t('needsApproval'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </>
            )}
          </p>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={book.isPending}>
            {t('submit')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
