import { type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { curvePath, type Point, pointAt, ticksOf, topOf } from './curve.ts'
import classes from './power-curve.module.css'

type CurveProps = { points: Point[]; from: number; to: number }

/** Watts over a job's time, with the value under the pointer; the caption says the same in words. */
export function PowerCurve({ points, from, to }: CurveProps) {
  const { t } = useTranslation('jobs')
  const format = useFormat()
  const [at, setAt] = useState<number>()
  const top = topOf(points)
  const read = at === undefined ? undefined : pointAt(points, at)
  const peak = Math.max(...points.map(({ watts }) => watts))
  const mean = points.reduce((sum, { watts }) => sum + watts, 0) / points.length
  const place = (instant: number) => `${((instant - from) / (to - from)) * 100}%`
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setAt(from + ((event.clientX - box.left) / box.width) * (to - from))
  }
  return (
    <figure className={classes.figure}>
      <div
        className={classes.plot}
        aria-hidden="true"
        onPointerMove={follow}
        onPointerLeave={() => setAt(undefined)}
      >
        <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none" className={classes.svg}>
          <path d={`${curvePath(points, from, to, top)} V100 H0 Z`} className={classes.area} />
          <path d={curvePath(points, from, to, top)} className={classes.line} />
        </svg>
        {[1, 0.5].map((share) => (
          <span key={share} className={classes.level} style={{ top: `${(1 - share) * 100}%` }}>
            {format.watts(top * share)}
          </span>
        ))}
        {read && (
          <span className={classes.cursor} style={{ left: place((read.startsAt + read.endsAt) / 2) }}>
            <span className={classes.reading}>
              {format.time(read.startsAt)} · <strong>{format.watts(read.watts)}</strong>
            </span>
          </span>
        )}
      </div>
      <div className={classes.times} aria-hidden="true">
        {ticksOf(from, to).map((tick) => (
          <span key={tick} style={{ left: place(tick) }}>
            {format.time(tick)}
          </span>
        ))}
      </div>
      <figcaption className={classes.caption}>
        {t('curve.caption', { peak: format.watts(peak), mean: format.watts(mean) })}
      </figcaption>
    </figure>
  )
}
