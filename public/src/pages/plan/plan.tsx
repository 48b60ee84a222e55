import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { useBoard } from '../../api/board.ts'
import { useMay } from '../../api/permission.ts'
import { usePlanJobs } from '../../api/plan.ts'
import { useSession } from '../../api/session.ts'
import { useTimeZone } from '../../api/site.ts'
import { useBooking } from '../../booking/booking-context.tsx'
import type { Window } from '../../booking/draft.ts'
import { localTimeAt } from '../../booking/local-time.ts'
import { useFormat } from '../../i18n/format.ts'
import { useChangeDialog } from '../../jobs/change-context.tsx'
import { useMayChange } from '../../jobs/rights.ts'
import { useNow } from '../../parts/clock.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { usePrinting } from '../../parts/use-printing.ts'
import { DayList } from './day-list.tsx'
import { type Ghost, isUnmoved } from './ghost.ts'
import { MonthGrid } from './month-grid.tsx'
import classes from './plan.module.css'
import { type Filter, PlanToolbar } from './plan-toolbar.tsx'
import { readDate, spanOf, type View, views } from './span.ts'
import { Timeline } from './timeline.tsx'
import { useComplaints } from './use-complaints.ts'
import { useShades } from './use-shades.ts'

/** All printers over a day, a week or a month: see what is free, book it by dragging, move what is one's own. */
export default function Plan() {
  const { t } = useTranslation('plan')
  const format = useFormat()
  const timeZone = useTimeZone()
  const now = useNow(30_000)
  const [search, setSearch] = useSearchParams()
  const view = views.find((one) => one === search.get('view')) ?? 'day'
  const today = localTimeAt(now, timeZone).date
  const date = readDate(search.get('date')) ?? today
  const span = spanOf(view, date, timeZone)
  const [filter, setFilter] = useState<Filter>({ onlyMine: false, printer: '' })
  const [held, setHeld] = useState<Ghost>()
  const board = useBoard()
  const jobs = usePlanJobs(span.startsAt, span.endsAt)
  const ownId = useSession()?.user.id
  const mayBook = useMay('job.book')
  const mayChange = useMayChange()
  const booking = useBooking()
  const changes = useChangeDialog()
  const isPrinting = usePrinting()
  const shadesOf = useShades(span, now)
  const complaints = useComplaints(span, jobs.data ?? [], now, ownId)

  const show = (nextView: View, nextDate: string) => setSearch({ view: nextView, date: nextDate })
  const wanted = filter.printer.trim().toLocaleLowerCase()
  const printers = (board.data?.printers ?? []).filter((printer) =>
    `${printer.name} ${printer.location ?? ''} ${printer.model}`.toLocaleLowerCase().includes(wanted),
  )
  const shown = (jobs.data ?? []).filter(({ userId }) => !filter.onlyMine || userId === ownId)

  const book = (printerId: string, window: Window | undefined) => {
    booking.open({
      printerId,
      when: 'later',
      ...(window && {
        startsAt: Math.max(window.startsAt, now),
        minutes: Math.round((window.endsAt - window.startsAt) / 60_000),
      }),
    })
  }
  const change = (ghost: Ghost) => {
    setHeld(undefined)
    if (!ghost.job || isUnmoved(ghost)) return
    const { job, printerId, startsAt, endsAt } = ghost
    changes.open({ job, printerId, startsAt, endsAt })
  }
  const problem = jobs.error ?? board.error
  const closuresOf = (printerId: string) => shadesOf(printerId).filter(({ kind }) => kind === 'closure')

  return (
    <Page title={t('title')}>
      <PlanToolbar span={span} date={date} today={today} filter={filter} onShow={show} onFilter={setFilter} />
      <p role="status" className={classes.spoken}>
        {held && [format.window(held.startsAt, held.endsAt, now), ...complaints(held)].join('. ')}
      </p>
      {problem && !jobs.data && <ProblemNotice error={problem} onRetry={() => void jobs.refetch()} />}
      {!problem && (!jobs.data || !board.data) && (
        <div role="status" aria-label={t('loading')}>
          <Skeleton height="26.375rem" radius="1rem" />
        </div>
      )}
      {jobs.data && board.data && printers.length === 0 && <p className={classes.hint}>{t('noPrinter')}</p>}
      {jobs.data && printers.length > 0 && view === 'month' && (
        <div className={classes.screen}>
          <MonthGrid
            span={span}
            printers={printers}
            jobs={shown}
            now={now}
            ownId={ownId}
            closuresOf={closuresOf}
          />
        </div>
      )}
      {jobs.data && printers.length > 0 && (view === 'day' || view === 'week') && (
        <div className={classes.screen}>
          <Timeline
            span={span}
            printers={printers}
            jobs={shown}
            now={now}
            ownId={ownId}
            mayBook={mayBook}
            mayChange={mayChange}
            shadesOf={shadesOf}
            complaints={complaints}
            onBook={book}
            onChange={change}
            held={held}
            onHold={setHeld}
          />
          <p id="plan-keys" className={classes.hint}>
            {t('keys')}
          </p>
        </div>
      )}
      {jobs.data && (view === 'list' || isPrinting) && (
        <div className={view === 'list' ? undefined : classes.paper}>
          <DayList
            heading={
              view === 'day' || view === 'list'
                ? format.longDay(span.startsAt)
                : format.days(span.startsAt, span.endsAt)
            }
            day={view === 'day' || view === 'list' ? span.startsAt : undefined}
            printers={printers}
            jobs={shown}
            ownId={ownId}
            closuresOf={closuresOf}
          />
        </div>
      )}
    </Page>
  )
}
