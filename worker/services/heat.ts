import { asksAllHours, type HeatCell, selectHeat } from '../db/heat.ts'
import { selectPrinters } from '../db/printers.ts'
import { selectNames } from '../db/statistics.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import type { HeatGrouping } from '../domain/groupings.ts'
import { daysLater, weekdaysIn } from '../domain/weekdays.ts'
import { Refused } from './refusal.ts'
import { readSettings } from './settings.ts'
import { BEFORE_ANSWER, hours, type PersonFilter, percent, scopeOf, windowOf } from './statistics.ts'
import { refreshUsage } from './usage.ts'

const HOUR_MS = 3_600_000
/** Of so many days, everybody's hours are added up for one answer. */
const MAX_DAYS_OF_HOURS = 366

type Range = { from: string; to: string }

/** The days of the range that belong to one group. */
const rangeOf = (groupBy: HeatGrouping | undefined, key: string, { from, to }: Range): Range => {
  const within = (first: string, after: string): Range => ({
    from: first > from ? first : from,
    to: after < to ? after : to,
  })
  switch (groupBy) {
    case 'day':
      return within(key, daysLater(key, 1))
    case 'week':
      return within(key, daysLater(key, 7))
    case 'month':
      return within(`${key}-01`, `${daysLater(`${key}-01`, 31).slice(0, 7)}-01`)
    case 'printer':
    case 'user':
    case undefined:
      return { from, to }
  }
}

export type HeatQuery = PersonFilter & { groupBy: HeatGrouping | undefined }

/**
 * Booked hours by weekday (1 is Monday) and local hour, with their share of all such hours, and told apart by a second
 * grouping. Refuses with `invalid_input` more than a year where only the hours themselves tell, and people's hours in
 * works-council mode.
 */
export const readHeat = async (deps: Deps, actor: UserActor, query: HeatQuery) => {
  const { groupBy, ...asked } = query
  const filter = await scopeOf(deps, actor, asked)
  if (asksAllHours(groupBy, filter) && daysLater(query.from, MAX_DAYS_OF_HOURS) < query.to)
    throw new Refused('invalid_input', { errors: [{ path: 'to', code: 'over_a_year' }] })
  if (groupBy === 'user' && filter.userId === undefined && (await readSettings(deps)).worksCouncilMode)
    throw new Refused('invalid_input', { errors: [{ path: 'groupBy', code: 'too_narrow' }] })
  const complete = await refreshUsage(deps, BEFORE_ANSWER, windowOf(deps, query))
  const [rows, machines] = await Promise.all([selectHeat(deps.db, groupBy, filter), selectPrinters(deps.db)])
  const printers = query.printerId === undefined && groupBy !== 'printer' ? machines.length : 1
  const daysOf = new Map<string, number[]>()
  const daysFor = (key: string): number[] => {
    const days = daysOf.get(key) ?? weekdaysIn(rangeOf(groupBy, key, query))
    daysOf.set(key, days)
    return days
  }
  const names =
    groupBy === undefined ? [] : await selectNames(deps.db, groupBy, [...new Set(rows.map(({ key }) => key))])
  return {
    from: query.from,
    to: query.to,
    complete,
    items: rows.map(({ key, weekday, hour, bookedMs }: HeatCell) => ({
      ...((groupBy === undefined ? {} : { [groupBy]: key }) as Partial<Record<HeatGrouping, string>>),
      weekday,
      hour,
      bookedHours: hours(bookedMs),
      /** Percent of the machines' time; a day whose clocks change counts as any other. */
      share: percent(bookedMs, (daysFor(key)[weekday - 1] ?? 0) * printers * HOUR_MS),
    })),
    names: Object.fromEntries(names.map(({ id, name }) => [id, name])) as Record<string, string>,
    nextCursor: null,
  }
}
export type Heat = Awaited<ReturnType<typeof readHeat>>
