import {
  SUMMED_FIGURES,
  selectNames,
  selectUsage,
  type UsageFilter,
  type UsageSum,
} from '../db/statistics.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import type { DayGrouping } from '../domain/groupings.ts'
import { instantOf, localDate } from '../domain/local-time.ts'
import { areWholeMonths } from '../domain/withholding.ts'
import { readGuardedUsage } from './guarded-usage.ts'
import { openHistory } from './history.ts'
import { Refused } from './refusal.ts'
import { readSettings } from './settings.ts'
import { refreshUsage } from './usage.ts'

const HOUR_MS = 3_600_000
const MWH_PER_KWH = 1_000_000
/** What changed just now is added up before the answer, as far as that takes no time. */
export const BEFORE_ANSWER = { maxDays: 3, budgetMs: 500 }

export type PersonFilter = UsageFilter & { reason?: string | undefined }
export type StatisticsQuery = PersonFilter & { groupBy: DayGrouping[]; compare: boolean }

const NOTHING = {
  ...Object.fromEntries(SUMMED_FIGURES.map((figure) => [figure, 0])),
  first: '',
  second: '',
} as UsageSum

export const hours = (ms: number): number => Math.round((ms / HOUR_MS) * 100) / 100
const kWh = (mwh: number): number => Math.round(mwh / 1_000) / (MWH_PER_KWH / 1_000)
export const percent = (part: number, whole: number): number | null =>
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
type Whole = ReturnType<typeof presentFigures>
export type Figures = Omit<Whole, keyof typeof CONDUCT> & { [K in keyof typeof CONDUCT]: number | null }
/** Figures with the ids and days they are of. */
type Group = Figures & Partial<Record<DayGrouping, string>>

/** What says how people behave. */
const CONDUCT = { noShows: null, cancels: null, lateCancels: null, overruns: null, waitingHours: null }

/** Of machines and days; whose conduct it was could be read in the plan. */
const withoutConduct = (sum: UsageSum): Figures => ({ ...presentFigures(sum), ...CONDUCT })

/** The sum of all groups. */
const totalOf = (sums: UsageSum[]): UsageSum => {
  const total = { ...NOTHING }
  for (const sum of sums) for (const figure of SUMMED_FIGURES) total[figure] += sum[figure]
  return total
}

/** Grouped by these, figures are people's. */
const PERSONAL: readonly DayGrouping[] = ['user', 'costCentre', 'cohort']

/** One person's history is opened on record; without a person, staff ask for all, and others for their own. */
export const scopeOf = async <F extends PersonFilter>(
  deps: Deps,
  actor: UserActor,
  { reason, ...filter }: F,
) => {
  if (filter.userId !== undefined) await openHistory(deps, actor, filter.userId, reason)
  return mayDo(actor, 'statistics.read_all') ? filter : { ...filter, userId: actor.id }
}

/**
 * People's figures in works-council mode: whole months that are over, by groups of five or more in each. What is left
 * out of a month is left out of every answer, so that no two of them differ by it. Refuses with `invalid_input` other
 * periods, and narrower questions.
 */
const readGuarded = async (deps: Deps, actor: UserActor, query: StatisticsQuery, today: string) => {
  const { groupBy } = query
  if (!areWholeMonths(query, today))
    throw new Refused('invalid_input', { errors: [{ path: 'from', code: 'whole_months' }] })
  if (query.printerId !== undefined || groupBy.some((grouping) => grouping === 'day' || grouping === 'week'))
    throw new Refused('invalid_input', { errors: [{ path: 'groupBy', code: 'too_narrow' }] })
  const { rows, hidden } = await readGuardedUsage(deps, groupBy, query)
  const place = groupBy.indexOf('user')
  const shown = rows.filter((row) => !hidden.has(row) || (place >= 0 && row.keys[place] === actor.id))
  const byKeys = (some: typeof rows) => [...Map.groupBy(some, ({ keys }) => JSON.stringify(keys)).values()]
  const sums = byKeys(shown).map(
    (group): UsageSum => ({
      ...totalOf(group),
      first: group[0]?.first ?? '',
      second: group[0]?.second ?? '',
    }),
  )
  return { sums, all: rows, withheld: byKeys(rows).length - sums.length }
}

const periodBefore = (from: string, to: string): { from: string; to: string } => {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  return { from: new Date(start - (end - start)).toISOString().slice(0, 10), to: from }
}

export const windowOf = (deps: Deps, { from, to }: UsageFilter) => ({
  startsAt: instantOf(from, '00:00', deps.config.timeZone),
  endsAt: instantOf(to, '00:00', deps.config.timeZone),
})

/**
 * What happened on the local days `[from, to)`, by up to two groupings; without one, the whole. Staff see all,
 * others their own. `complete`: everything that has changed is in it; otherwise ask again in a minute.
 * `withheld`: how many groups are not shown because they are of fewer than five people, see `readGuarded`.
 */
export const readStatistics = async (deps: Deps, actor: UserActor, query: StatisticsQuery) => {
  const filter = await scopeOf(deps, actor, query)
  const [complete, { worksCouncilMode }] = await Promise.all([
    refreshUsage(deps, BEFORE_ANSWER, windowOf(deps, query)),
    readSettings(deps),
  ])
  // One's own, and what was opened on record, hold no others.
  const isGuarded = worksCouncilMode && filter.userId === undefined
  const isPersonal = query.groupBy.some((grouping) => PERSONAL.includes(grouping))
  const today = localDate(deps.now(), deps.config.timeZone)
  const guarded = isGuarded && isPersonal ? await readGuarded(deps, actor, query, today) : undefined
  const sums = guarded?.sums ?? (await selectUsage(deps.db, query.groupBy, filter))
  const before = { ...filter, ...periodBefore(query.from, query.to) }
  const [sumBefore] = query.compare ? await selectUsage(deps.db, [], before) : []
  const present = isGuarded && !isPersonal ? withoutConduct : presentFigures
  const presentWhole = isGuarded ? withoutConduct : presentFigures
  const labels = await Promise.all(
    query.groupBy.map((grouping, i) =>
      selectNames(deps.db, grouping, [
        ...new Set(sums.map(({ first, second }) => (i === 0 ? first : second))),
      ]),
    ),
  )
  return {
    from: query.from,
    to: query.to,
    complete,
    withheld: guarded?.withheld ?? 0,
    /** In works-council mode: what says how people behave is left out. */
    isGuarded,
    items: sums.map(
      (sum): Group => ({
        ...Object.fromEntries(
          query.groupBy.map((grouping, i) => [grouping, i === 0 ? sum.first : sum.second]),
        ),
        ...present(sum),
      }),
    ),
    total: presentWhole(totalOf(guarded?.all ?? sums)),
    /** The same number of days right before. */
    previous: sumBefore ? presentWhole(sumBefore) : null,
    names: Object.fromEntries(labels.flat().map(({ id, name }) => [id, name])) as Record<string, string>,
    nextCursor: null,
  }
}
export type Statistics = Awaited<ReturnType<typeof readStatistics>>
