import classes from './sparkline.module.css'

const width = 72
const height = 20

/** The points of a line over `values`, oldest first, scaled to the highest of them (at least 1). */
export function sparklinePoints(values: readonly number[]): string {
  const top = Math.max(1, ...values)
  const step = width / Math.max(1, values.length - 1)
  return values
    .map(
      (value, index) =>
        `${(index * step).toFixed(1)},${(height - 1 - (value / top) * (height - 2)).toFixed(1)}`,
    )
    .join(' ')
}

/** Decoration beside the number; nothing until there are three readings. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 3) return null
  const points = sparklinePoints(values)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={classes.sparkline} aria-hidden="true">
      <polygon points={`0,${height} ${points} ${width},${height}`} />
      <polyline points={points} />
    </svg>
  )
}
