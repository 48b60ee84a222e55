import { selectPrinters } from '../db/printers.ts'
import {
  SUMMED_FIGURES,
  selectHeat,
  selectNames,
  selectUsage,
  type UsageFilter,
  type UsageSum,
} from '../db/statistics.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import type { DayGrouping } from '../domain/groupings.ts'
import { instantOf } from '../domain/local-time.ts'
import { withheld } from '../domain/withholding.ts'
import { openHistory } from './history.ts'
import { readSettings } from './settings.ts'
import { refreshUsage } from './usage.ts'

const HOUR_MS = 3_600_000
const MWH_PER_KWH = 1_000_000
const DAY_MS = 24 * HOUR_MS
/** What changed just now is added up before the answer, as far as that takes no time. */
const BEFORE_ANSWER = { maxDays: 3, budgetMs: 500 }

type PersonFilter = UsageFilter & { reason?: string | undefined }
export type StatisticsQuery = PersonFilter & { groupBy: DayGrouping[]; compare: boolean }

const NOTHING = {
  ...Object.fromEntries(SUMMED_FIGURES.map((figure) => [figure, 0])),
  first: '',
  second: '',
  people: 0,
} as UsageSum

const hours = (ms: number): number => Math.round((ms / HOUR_MS) * 100) / 100
const kWh = (mwh: number): number => Math.round(mwh / 1_000) / (MWH_PER_KWH / 1_000)
const percent = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((1_000 * part) / whole) / 10 : null

const presentFigures = (sum: UsageSum) => ({
  jobs: sum.jobs,
  bookedHours: hours(sum.bookedMs),
  usedHours: hours(sum.usedMs),
  openHours: hours(sum.openMs),
  /** Percent of the opening hours that were booked; `null`: it was never open, or is not asked by machine. */
  utilisation: percent(sum.bookedMs, sum.openMs),
  jobKWh: kWh(sum.jobMwh),
  standbyKWh: kWh(sum.standbyMwh),
  unbookedKWh: kWh(sum.unbookedMwh),
  energyCents: Math.round(sum.energyMillicents / 1_000),
  machineCents: Math.round(sum.machineMillicents / 1_000),
  noShows: sum.noShows,
  cancels: sum.cancels,
  lateCancels: sum.lateCancels,
  overruns: sum.overruns,
  /** From booking to the start, on average. */
  waitingHours: sum.jobs > 0 ? hours(sum.waitingMs / sum.jobs) : null,
  /** Percent of the time with a plug that was measured. */
  quality: percent(sum.measuredMs, sum.coveredMs),
})
export type Figures = ReturnType<typeof presentFigures>
/** Figures with the ids and days they are of. */
type Group = Figures & Partial<Record<DayGrouping, string>>

/** The sum of all groups. */
const totalOf = (sums: UsageSum[]): UsageSum => {
  const total = { ...NOTHING }
  for (const sum of sums) for (const figure of SUMMED_FIGURES) total[figure] += sum[figure]
  return total
}

/** Grouped by these, figures are people's. */
const PERSONAL: readonly DayGrouping[] = ['user', 'costCentre', 'cohort']

/** One person's history is opened on record; without a person, staff ask for all, and others for their own. */
const scopeOf = async <F extends PersonFilter>(deps: Deps, actor: UserActor, { reason, ...filter }: F) => {
  if (filter.userId !== undefined) await openHistory(deps, actor, filter.userId, reason)
  return mayDo(actor, 'statistics.read_all') ? filter : { ...filter, userId: actor.id }
}

/** What may be shown of the groups in works-council mode: one's own, and groups of five or more. */
const shownTo = (actor: UserActor, groupBy: DayGrouping[], sums: UsageSum[]) => {
  const hidden = withheld(sums)
  const place = groupBy.indexOf('user')
  const isOwn = (sum: UsageSum): boolean => place >= 0 && [sum.first, sum.second][place] === actor.id
  return sums.filter((sum) => isOwn(sum) || !hidden.has(sum))
}

const periodBefore = (from: string, to: string): { from: string; to: string } => {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  return { from: new Date(start - (end - start)).toISOString().slice(0, 10), to: from }
}

const windowOf = (deps: Deps, { from, to }: UsageFilter) => ({
  startsAt: instantOf(from, '00:00', deps.config.timeZone),
  endsAt: instantOf(to, '00:00', deps.config.timeZone),
})

/**
 * What happened on the local days `[from, to)`, by up to two groupings; without one, the whole. Staff see all,
 * others their own. `complete`: everything that has changed is in it; otherwise ask again in a minute.
 * `withheld`: how many groups are not shown because they are of fewer than five people.
 */
export const readStatistics = async (deps: Deps, actor: UserActor, query: StatisticsQuery) => {
  const filter = await scopeOf(deps, actor, query)
  const complete = await refreshUsage(deps, BEFORE_ANSWER, windowOf(deps, query))
  const { worksCouncilMode } = await readSettings(deps)
  const isGuarded =
    worksCouncilMode &&
    filter.userId !== actor.id &&
    (filter.userId !== undefined || query.groupBy.some((grouping) => PERSONAL.includes(grouping)))
  const [sums, before] = await Promise.all([
    selectUsage(deps.db, query.groupBy, filter, isGuarded),
    query.compare
      ? selectUsage(deps.db, [], { ...filter, ...periodBefore(query.from, query.to) }, false)
      : undefined,
  ])
  const shown = isGuarded ? shownTo(actor, query.groupBy, sums) : sums
  const isTotalShown = !isGuarded || filter.userId === undefined
  const labels = await Promise.all(
    query.groupBy.map((grouping, i) =>
      selectNames(deps.db, grouping, [
        ...new Set(shown.map(({ first, second }) => (i === 0 ? first : second))),
      ]),
    ),
  )
  return {
    from: query.from,
    to: query.to,
    complete,
    withheld: sums.length - shown.length,
    items: shown.map(
      (sum): Group => ({
        ...Object.fromEntries(
          query.groupBy.map((grouping, i) => [grouping, i === 0 ? sum.first : sum.second]),
        ),
        ...presentFigures(sum),
      }),
    ),
    total: isTotalShown ? presentFigures(totalOf(sums)) : null,
    /** The same number of days right before. */
    previous: before?.[0] && isTotalShown ? presentFigures(before[0]) : null,
    names: Object.fromEntries(labels.flat().map(({ id, name }) => [id, name])) as Record<string, string>,
    nextCursor: null,
  }
}
export type Statistics = Awaited<ReturnType<typeof readStatistics>>

/** Booked hours by weekday (1 is Monday) and local hour, with their share of all such hours. */
export const readHeat = async (deps: Deps, actor: UserActor, query: PersonFilter) => {
  const filter = await scopeOf(deps, actor, query)
  const complete = await refreshUsage(deps, BEFORE_ANSWER, windowOf(deps, query))
  const [rows, machines] = await Promise.all([selectHeat(deps.db, filter), selectPrinters(deps.db)])
  const printers = query.printerId === undefined ? machines.length : 1
  const days = weekdaysIn(query.from, query.to)
  return {
    from: query.from,
    to: query.to,
    complete,
    items: rows.map(({ weekday, hour, bookedMs }) => ({
      weekday,
      hour,
      bookedHours: hours(bookedMs),
      /** Percent of the machines' time; a day whose clocks change counts as any other. */
      share: percent(bookedMs, (days[weekday - 1] ?? 0) * printers * HOUR_MS),
    })),
    nextCursor: null,
  }
}

export type Heat = Awaited<ReturnType<typeof readHeat>>

/** How often each weekday comes in `[from, to)`, Monday first. */
const weekdaysIn = (from: string, to: string): number[] => {
  const start = Date.parse(from) / DAY_MS
  const length = Date.parse(to) / DAY_MS - start
  // The epoch began on a Thursday.
  const firstWeekday = (((start + 3) % 7) + 7) % 7
  return Array.from({ length: 7 }, (_, weekday) => {
    const offset = (weekday - firstWeekday + 7) % 7
    return length > offset ? Math.ceil((length - offset) / 7) : 0
  })
}
