/** Average power over a stretch of time (epoch ms). */
export type Point = { startsAt: number; endsAt: number; watts: number }

const minuteMs = 60_000

/** The upper end of the scale: the next round number of watts above all points, at least 10. */
export function topOf(points: Point[]): number {
  const peak = Math.max(10, ...points.map(({ watts }) => watts))
  const unit = 10 ** Math.floor(Math.log10(peak))
  const step = [1, 1.5, 2, 3, 5, 10].find((factor) => factor * unit >= peak) ?? 10
  return step * unit
}

const rounded = (value: number) => Math.round(value * 100) / 100

/** The curve in a square of 100 × 100; a stretch of which nothing is known is drawn as nothing. */
export function curvePath(points: Point[], from: number, to: number, top: number): string {
  const x = (at: number) => rounded((Math.min(to, Math.max(from, at)) - from) / ((to - from) / 100))
  const y = (watts: number) => rounded(100 - Math.min(1, watts / top) * 100)
  let path = 'M0 100'
  let end = from
  for (const { startsAt, endsAt, watts } of points) {
    if (startsAt > end + minuteMs / 2) path += ` H${x(end)} V100 H${x(startsAt)}`
    path += ` L${x((startsAt + endsAt) / 2)} ${y(watts)}`
    end = endsAt
  }
  return `${path} L${x(end)} ${y(points.at(-1)?.watts ?? 0)} V100`
}

export const pointAt = (points: Point[], at: number): Point | undefined =>
  points.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)

const stepsMinutes = [5, 10, 15, 30, 60, 120, 240, 480, 1_440]

/** Instants to label: round ones, at most six. */
export function ticksOf(from: number, to: number): number[] {
  const step = (stepsMinutes.find((minutes) => (to - from) / (minutes * minuteMs) <= 6) ?? 2_880) * minuteMs
  const first = Math.ceil(from / step) * step
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  )
}
