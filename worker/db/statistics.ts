import { type SQL, sql } from 'drizzle-orm'
import type { DayGrouping } from '../domain/groupings.ts'
import type { Database } from './database.ts'
import { type Layer, SUMMED } from './usage-layers.ts'

const COLUMN: Record<DayGrouping, string> = {
  printer: 'printer_id',
  user: 'user_id',
  costCentre: 'cost_centre_id',
  cohort: 'cohort_id',
  day: 'day',
  week: 'week',
  month: 'month',
}

export type UsageFilter = {
  /** Local days, YYYY-MM-DD; `to` is not included. */
  from: string
  to: string
  /** Only this person's. */
  userId?: string | undefined
  printerId?: string | undefined
}

const camel = (column: string): string =>
  column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const SUMS = sql.raw(SUMMED.map((column) => `ifnull(sum(${column}), 0) as "${camel(column)}"`).join(', '))

/** The names of the sums. */
export const SUMMED_FIGURES = SUMMED.map(camel) as Camel<(typeof SUMMED)[number]>[]

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S
export type UsageSum = { [K in (typeof SUMMED)[number] as Camel<K>]: number } & {
  first: string
  second: string
}

const PERSONAL: readonly DayGrouping[] = ['user', 'costCentre', 'cohort']

/** Which sums hold all that is asked for; `null`: only the days themselves do. */
const layerFor = (groupBy: readonly DayGrouping[], { userId, printerId }: UsageFilter): Layer | null => {
  // By one person or machine there are few rows, and an index leads to them.
  if (userId !== undefined || printerId !== undefined) return null
  const asksPeople = groupBy.some((grouping) => PERSONAL.includes(grouping))
  const asksMachine = groupBy.includes('printer')
  const asksDays = groupBy.includes('day') || groupBy.includes('week')
  if (asksDays) return asksPeople || asksMachine ? null : 'site_day'
  if (asksPeople) return asksMachine ? null : 'people_month'
  return 'machine_month'
}

const firstOfNext = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12
    ? `${year + 1}-01-01`
    : `${month.slice(0, 4)}-${String(number + 1).padStart(2, '0')}-01`
}

/** The whole months within `[from, to)`, as days; empty where `from` is not before `to`. */
export const wholeMonths = ({ from, to }: UsageFilter): { from: string; to: string } => {
  const first = from.endsWith('-01') ? from : firstOfNext(from.slice(0, 7))
  const until = `${to.slice(0, 7)}-01`
  return first < until ? { from: first, to: until } : { from: to, to }
}

const daysOf = (filter: UsageFilter): SQL => sql`
  select * from usage_days where day >= ${filter.from} and day < ${filter.to}
    ${filter.userId === undefined ? sql`` : sql`and user_id <> '' and user_id = ${filter.userId}`}
    ${filter.printerId === undefined ? sql`` : sql`and printer_id = ${filter.printerId}`}`

const columns = sql.raw(
  ['day', 'week', 'month', 'printer_id', 'user_id', 'cost_centre_id', 'cohort_id', ...SUMMED].join(', '),
)

/** Whole months from their sums, the days at both ends one by one. */
const rowsFor = (layer: Layer | null, filter: UsageFilter): SQL => {
  if (layer === null) return daysOf(filter)
  const whole = layer === 'site_day' ? filter : wholeMonths(filter)
  const summed = sql`select ${columns} from usage_sums
    where layer = ${layer} and day >= ${whole.from} and day < ${whole.to}`
  if (layer === 'site_day') return summed
  return sql`${summed}
    union all select ${columns} from usage_days where day >= ${filter.from} and day < ${whole.from}
    union all select ${columns} from usage_days where day >= ${whole.to} and day < ${filter.to}`
}

/** Sums by up to two groupings, in one statement over the smallest roll-up that holds them. */
export const selectUsage = (db: Database, groupBy: readonly DayGrouping[], filter: UsageFilter) => {
  const [first, second] = groupBy.map((grouping) => sql.raw(COLUMN[grouping]))
  return db.all<UsageSum>(sql`
    select ${first ?? sql`''`} as first, ${second ?? sql`''`} as second,
      ${SUMS}
    from (${rowsFor(layerFor(groupBy, filter), filter)})
    ${first ? sql`group by 1, 2 order by 1, 2` : sql``}`)
}

export type MemberSum = UsageSum & { month: string; members: string }

/**
 * The same month by month, and whose figures they are: `members` is a JSON list of ids. What must not be told apart
 * is left out month by month, so that no two questions differ by it.
 */
export const selectUsageOfPeople = (db: Database, groupBy: readonly DayGrouping[], filter: UsageFilter) => {
  const [first, second] = groupBy.map((grouping) => sql.raw(COLUMN[grouping]))
  return db.all<MemberSum>(sql`
    select month, ${first ?? sql`''`} as first, ${second ?? sql`''`} as second,
      json_group_array(distinct user_id) filter (where user_id <> '') as members, ${SUMS}
    from (${rowsFor(layerFor([...groupBy, 'user'], filter), filter)})
    group by 1, 2, 3 order by 1, 2, 3`)
}

/** The names behind the ids of a grouping, of what is gone too. */
export const selectNames = (db: Database, grouping: DayGrouping, ids: string[]) => {
  const table = { printer: 'printers', user: 'users', costCentre: 'cost_centres', cohort: 'cohorts' } as const
  if (grouping === 'day' || grouping === 'week' || grouping === 'month') return Promise.resolve([])
  const name = grouping === 'user' ? 'display_name' : 'name'
  return db.all<{ id: string; name: string }>(sql`
    select id, ${sql.raw(name)} as name from ${sql.raw(table[grouping])}
    where id in (select value from json_each(${JSON.stringify(ids)}))`)
}
