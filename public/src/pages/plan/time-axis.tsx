import { useTranslation } from 'react-i18next'
import { placeIn } from '../../booking/occupancy-strip.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { Span } from './span.ts'
import classes from './timeline.module.css'

/** Hours of a day, or days of a week or month, over the rows. */
export function TimeAxis({ span, now }: { span: Span; now: number }) {
  const { t } = useTranslation('plan')
  const format = useFormat()
  const text = (at: number) => {
    if (span.view === 'day') return format.time(at)
    return span.view === 'month' ? format.dayOfMonth(at) : format.weekday(at)
  }
  return (
    <div className={classes.axis} aria-hidden="true">
      <div className={classes.corner} />
      <div className={classes.times}>
        {span.ticks
          .filter(({ major }) => major)
          .map(({ at }) => (
            <span
              key={at}
              className={classes.time}
              style={{ left: placeIn(span, { startsAt: at, endsAt: at }).left }}
            >
              {text(at)}
            </span>
          ))}
        {span.startsAt <= now && now < span.endsAt && (
          <span
            className={classes.nowTime}
            style={{ left: placeIn(span, { startsAt: now, endsAt: now }).left }}
          >
            {span.view === 'day' ? format.time(now) : t('now')}
          </span>
        )}
      </div>
    </div>
  )
}
