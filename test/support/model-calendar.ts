/** Half hours: the unit of the model's stories. */
export const HALF_HOUR = 1_800_000

/** Local Mondays and days by the calendar of the runtime, half hour by half hour. */
const local = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'short',
})
const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', weekday: 'short' })
export const mondayBefore = (at: number): number => {
  let monday = at
  while (!(weekday.format(monday) === 'Mon' && local.format(monday).endsWith('00:00'))) monday -= HALF_HOUR
  return monday
}
export const dayLater = (at: number): number => {
  const time = local.format(at).slice(11)
  const wanted = [at + 48 * HALF_HOUR, at + 46 * HALF_HOUR, at + 50 * HALF_HOUR]
  const same = wanted.find((one) => local.format(one).slice(11) === time)
  // The hour that spring skips: an hour later on the clock, as long after midnight as ever.
  return same ?? at + 48 * HALF_HOUR
}
/** The first of two equal wall-clock times. */
export const firstOf = (at: number): number =>
  local.format(at - 2 * HALF_HOUR) === local.format(at) ? at - 2 * HALF_HOUR : at

/** What the wall clock shows, as if it were UTC. */
const wall = (at: number): number => Date.parse(`${local.format(at).replace(' ', 'T')}Z`)
/** Half hours that the wall clock moves between two instants. */
export const onTheWall = (from: number, to: number): number => (wall(to) - wall(from)) / HALF_HOUR
/** The first instant at which the wall clock shows so many half hours more; an hour that spring skips is one later. */
export const laterOnTheWall = (at: number, halfHours: number): number => {
  if (halfHours === 0) return at
  const wanted = wall(at) + halfHours * HALF_HOUR
  // Summer time is two hours ahead of UTC, winter time one.
  const [summer, winter] = [wanted - 4 * HALF_HOUR, wanted - 2 * HALF_HOUR]
  return wall(summer) === wanted ? summer : winter
}
