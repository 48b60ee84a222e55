import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { overlaps, type Window } from './draft.ts'
import classes from './occupancy-strip.module.css'

const hourMs = 3_600_000

/** Hours between two labels, so that at most seven of them stand under the strip. */
const labelEveryHours = (hours: number) => [1, 2, 3, 6, 12, 24].find((step) => hours / step <= 7) ?? 24

/** Left edge and width of a window inside a frame, in percent, cut to the frame. */
export function placeIn(frame: Window, { startsAt, endsAt }: Window) {
  const length = frame.endsAt - frame.startsAt
  const left = Math.max(0, (startsAt - frame.startsAt) / length)
  const right = Math.min(1, (endsAt - frame.startsAt) / length)
  return { left: `${left * 100}%`, width: `${Math.max(0, right - left) * 100}%` }
}

type StripProps = { frame: Window; taken: Window[]; choice: Window | undefined; now: number }

/** What is reserved around the chosen time, and where the choice lies in it. The text under it says the same. */
export function OccupancyStrip({ frame, taken, choice, now }: StripProps) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const seen = taken.filter((window) => overlaps(window, frame))
  const collides = choice !== undefined && seen.some((window) => overlaps(window, choice))
  const hours = Math.round((frame.endsAt - frame.startsAt) / hourMs)
  const step = labelEveryHours(hours)
  const labels = Array.from(
    { length: Math.floor(hours / step) },
    (_, index) => frame.startsAt + index * step * hourMs,
  )
  return (
    <figure className={classes.figure} aria-label={t('strip')}>
      <div className={classes.strip} aria-hidden="true">
        {seen.map((window) => (
          <div key={window.startsAt} className={classes.taken} style={placeIn(frame, window)} />
        ))}
        {choice && (
          <div
            className={classes.choice}
            data-tone={collides ? 'bad' : 'busy'}
            style={placeIn(frame, choice)}
          />
        )}
        {now > frame.startsAt && (
          <div
            className={classes.now}
            style={{ left: placeIn(frame, { startsAt: now, endsAt: now }).left }}
          />
        )}
      </div>
      <div className={classes.labels} aria-hidden="true">
        {labels.map((at) => (
          <span key={at} style={{ left: placeIn(frame, { startsAt: at, endsAt: at }).left }}>
            {format.time(at)}
          </span>
        ))}
      </div>
      <figcaption className={classes.caption}>
        {seen.length === 0
          ? t('stripFree')
          : t('stripText', { windows: seen.map((w) => format.window(w.startsAt, w.endsAt, now)).join('; ') })}
      </figcaption>
    </figure>
  )
}
