import { Hono } from 'hono'
import * as z from 'zod'
import { DAY_GROUPINGS, HEAT_GROUPINGS } from '../domain/groupings.ts'
import { csvFile } from '../http/csv-file.ts'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { Day } from '../http/people-schemas.ts'
import { Id, line } from '../http/schemas.ts'
import { query } from '../http/validate.ts'
import { readHeat } from '../services/heat.ts'
import { readRefusals } from '../services/refusals.ts'
import { readStatistics } from '../services/statistics.ts'
import { heatTable, refusalTable, statisticsTable } from '../services/statistics-table.ts'

const MAX_DAYS = 3_660
const DAY_MS = 86_400_000

type Period = { from: string; to: string }

const PERIOD = {
  /** Local days; `to` is not included. */
  from: Day,
  to: Day,
  printerId: Id.optional(),
}
const isForwards = ({ from, to }: Period): boolean => from < to
const backwards = { path: ['to'], params: { code: 'ends_before_start' } }
const isShort = ({ from, to }: Period): boolean => (Date.parse(to) - Date.parse(from)) / DAY_MS <= MAX_DAYS
const tooLong = { path: ['to'], params: { code: 'over_ten_years' } }
const FORMAT = z.enum(['json', 'csv']).default('json')

/** Booked time by weekday and hour is told apart by anything that is kept by the hour. */
const GROUPINGS = [...DAY_GROUPINGS, 'weekdayHour'] as const
const isHeat = (groupings: readonly string[]): boolean => groupings.includes('weekdayHour')
const heatGroupingIn = (groupings: readonly string[]) =>
  HEAT_GROUPINGS.find((grouping) => groupings.includes(grouping))

const StatisticsQuery = z
  .strictObject({
    ...PERIOD,
    /** Only this person's: one's own, or with the right to it and a reason somebody else's, on record. */
    userId: Id.optional(),
    reason: line(300).optional(),
    groupBy: z
      .string()
      .max(40)
      .default('')
      .transform((text) => (text === '' ? [] : text.split(',')))
      .pipe(z.array(z.enum(GROUPINGS)).max(2))
      .refine((groupings) => new Set(groupings).size === groupings.length, { params: { code: 'same_twice' } })
      .refine(
        (groupings) =>
          !isHeat(groupings) || groupings.length === 1 || heatGroupingIn(groupings) !== undefined,
        { params: { code: 'not_by_the_hour' } },
      ),
    /** Adds the sums of the same number of days right before. */
    compare: z
      .enum(['true', 'false'])
      .default('false')
      .transform((value) => value === 'true'),
    format: FORMAT,
  })
  .refine(isForwards, backwards)
  .refine(isShort, tooLong)

const RefusalQuery = z
  .strictObject({ ...PERIOD, format: FORMAT })
  .refine(isForwards, backwards)
  .refine(isShort, tooLong)

const nameOf = (what: string, { from, to }: Period): string => `${what}-${from}-${to}`

export const statisticsRoutes = () =>
  new Hono<AppEnv>()
    .get('/', person('statistics.read'), query(StatisticsQuery), async (c) => {
      const { deps, person: actor, language } = c.var
      const { format, groupBy, ...asked } = c.req.valid('query')
      if (isHeat(groupBy)) {
        const heatBy = heatGroupingIn(groupBy)
        const heat = await readHeat(deps, actor, { ...asked, groupBy: heatBy })
        return format === 'csv'
          ? c.body(...csvFile(nameOf('auslastung', asked), heatTable(heat, heatBy, language)))
          : c.json(heat)
      }
      const byDay = groupBy.filter((grouping) => grouping !== 'weekdayHour')
      const statistics = await readStatistics(deps, actor, { ...asked, groupBy: byDay })
      return format === 'csv'
        ? c.body(...csvFile(nameOf('statistik', asked), statisticsTable(statistics, byDay, language)))
        : c.json(statistics)
    })
    .get('/refusals', may('statistics.read_all'), query(RefusalQuery), async (c) => {
      const { deps, language } = c.var
      const { format, ...asked } = c.req.valid('query')
      const refusals = await readRefusals(deps, language, asked)
      return format === 'csv'
        ? c.body(...csvFile(nameOf('ablehnungen', asked), refusalTable(refusals, language)))
        : c.json(refusals)
    })
