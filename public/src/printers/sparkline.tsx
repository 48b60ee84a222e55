import classes from './sparkline.module.css'
import { box, sparklinePoints } from './sparkline-points.ts'

/** Decoration beside the number; nothing until there are three readings. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 3) return null
  const { width, height } = box
  const points = sparklinePoints(values)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={classes.sparkline} aria-hidden="true">
      <polygon points={`0,${height} ${points} ${width},${height}`} />
      <polyline points={points} />
    </svg>
  )
}
