import { IconUser } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Job, Printer } from '../../api/shapes.ts'
import { useTimeZone } from '../../api/site.ts'
import type { Window } from '../../booking/draft.ts'
import { localTimeAt } from '../../booking/local-time.ts'
import { useFormat } from '../../i18n/format.ts'
import { type DayUse, daysOf, dayUseOf } from './month.ts'
import classes from './month-grid.module.css'
import type { Span } from './span.ts'
import type { Shade } from './timeline.tsx'

type MonthProps = {
  span: Span
  printers: Printer[]
  jobs: Job[]
  now: number
  ownId: string | undefined
  closuresOf: (printerId: string) => Shade[]
}

/** How full each printer's days are. A day opens in its own view, where it can be booked. */
export function MonthGrid({ span, printers, jobs, now, ownId, closuresOf }: MonthProps) {
  const { t } = useTranslation('plan')
  const days = daysOf(span)
  const scroller = useRef<HTMLElement>(null)
  // On a phone a month is wider than the screen: it opens at today.
  useEffect(() => {
    const today = scroller.current?.querySelector<HTMLElement>('[aria-current="date"]')
    if (scroller.current && today?.parentElement)
      scroller.current.scrollLeft = today.parentElement.offsetLeft - scroller.current.clientWidth / 2
  }, [])
  return (
    <div>
      <section ref={scroller} className={classes.scroller} aria-label={t('region')}>
        <table className={classes.month}>
          <thead>
            <tr>
              <th className={classes.corner}>
                <span className={classes.hidden}>{t('printer')}</span>
              </th>
              {days.map((day) => (
                <DayHead key={day.startsAt} day={day} now={now} />
              ))}
            </tr>
          </thead>
          <tbody>
            {printers.map((printer) => {
              const own = jobs.filter(({ printerId }) => printerId === printer.id)
              const closures = closuresOf(printer.id)
              return (
                <tr key={printer.id}>
                  <th scope="row" className={classes.label}>
                    {printer.name}
                  </th>
                  {days.map((day) => (
                    <DayCell
                      key={day.startsAt}
                      day={day}
                      use={dayUseOf(day, own, closures, ownId)}
                      isPast={day.endsAt <= now}
                    />
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      <p className={classes.legend}>
        {t('monthHint')} <IconUser aria-hidden="true" size={13} /> {t('monthMine')}
      </p>
    </div>
  )
}

function DayHead({ day, now }: { day: Window; now: number }) {
  const format = useFormat()
  const timeZone = useTimeZone()
  const isToday = day.startsAt <= now && now < day.endsAt
  return (
    <th scope="col" className={classes.day}>
      <Link
        href={`/plan?view=day&date=${localTimeAt(day.startsAt, timeZone).date}`}
        aria-current={isToday ? 'date' : undefined}
      >
        <small aria-hidden="true">{format.shortWeekday(day.startsAt)}</small>
        <span aria-hidden="true">{format.dayOfMonth(day.startsAt)}</span>
        <span className={classes.hidden}>{format.longDay(day.startsAt)}</span>
      </Link>
    </th>
  )
}

function DayCell({ day, use, isPast }: { day: Window; use: DayUse; isPast: boolean }) {
  const { t } = useTranslation('plan')
  const format = useFormat()
  const timeZone = useTimeZone()
  const hours = use.bookedMs > 0 && format.hours(use.bookedMs)
  const words = [
    hours ? t('monthHours', { hours }) : t('nothing'),
    use.isMine && t('monthMine'),
    use.closedFor,
  ]
  return (
    <td className={classes.cell}>
      {/* For the pointer alone: keys and screen readers have the same way in the day's heading. */}
      <Link
        href={`/plan?view=day&date=${localTimeAt(day.startsAt, timeZone).date}`}
        tabIndex={-1}
        aria-label={words.filter(Boolean).join(', ')}
        className={classes.use}
        data-level={use.level}
        data-mine={use.isMine || undefined}
        data-past={isPast || undefined}
        data-closed={use.closedFor !== undefined || undefined}
        title={use.closedFor}
      >
        {hours}
        {use.isMine && <IconUser aria-hidden="true" size={12} />}
      </Link>
    </td>
  )
}
