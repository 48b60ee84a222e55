import { useTranslation } from 'react-i18next'
import { placeIn } from '../../booking/occupancy-strip.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { Span } from './span.ts'
import classes from './timeline.module.css'

/** How much of the picture a label takes: those that the present's own would cover are left out. */
const labelShares = { day: 0.034, list: 0.034, week: 0.07, month: 0 }
const nowShare = 0.018

/** Hours of a day, or days of a week, over the rows. */
export function TimeAxis({ span, now }: { span: Span; now: number }) {
  const { t } = useTranslation('plan')
  const format = useFormat()
  const isCovered = (at: number) => {
    const share = (now - at) / (span.endsAt - span.startsAt)
    return -nowShare < share && share < labelShares[span.view] + nowShare
  }
  const text = (at: number) => {
    if (span.view === 'day') return format.time(at)
    return format.weekday(at)
  }
  return (
    <div className={classes.axis} aria-hidden="true">
      <div className={classes.corner} />
      <div className={classes.times}>
        {span.ticks
          .filter(({ major, at }) => major && !isCovered(at))
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
