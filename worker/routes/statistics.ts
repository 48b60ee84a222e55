import { Hono } from 'hono'
import * as z from 'zod'
import { DAY_GROUPINGS } from '../domain/groupings.ts'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { Day } from '../http/people-schemas.ts'
import { Id } from '../http/schemas.ts'
import { query } from '../http/validate.ts'
import { readHeat, readStatistics } from '../services/statistics.ts'
import { heatTable, statisticsTable } from '../services/statistics-table.ts'
import { germanCsv, type Table } from '../services/table-file.ts'

const MAX_DAYS = 3_660
const DAY_MS = 86_400_000

const daysIn = ({ from, to }: { from: string; to: string }): number =>
  (Date.parse(to) - Date.parse(from)) / DAY_MS

/** Booked time by weekday and hour stands alone: ask for one machine by `printerId`. */
const GROUPINGS = [...DAY_GROUPINGS, 'weekdayHour'] as const
const isHeat = (groupings: readonly string[]): boolean => groupings.includes('weekdayHour')

const StatisticsQuery = z
  .strictObject({
    /** Local days; `to` is not included. */
    from: Day,
    to: Day,
    printerId: Id.optional(),
    groupBy: z
      .string()
      .max(40)
      .default('')
      .transform((text) => (text === '' ? [] : text.split(',')))
      .pipe(z.array(z.enum(GROUPINGS)).max(2))
      .refine((groupings) => new Set(groupings).size === groupings.length, { params: { code: 'same_twice' } })
      .refine((groupings) => !isHeat(groupings) || groupings.length === 1, {
        params: { code: 'weekday_hour_alone' },
      }),
    /** Adds the sums of the same number of days right before. */
    compare: z
      .enum(['true', 'false'])
      .default('false')
      .transform((value) => value === 'true'),
    format: z.enum(['json', 'csv']).default('json'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { code: 'ends_before_start' } })
  .refine((asked) => daysIn(asked) <= MAX_DAYS, { path: ['to'], params: { code: 'over_ten_years' } })

export const statisticsRoutes = () =>
  new Hono<AppEnv>().get('/', person('statistics.read'), query(StatisticsQuery), async (c) => {
    const { deps, person: actor, language } = c.var
    const { format, groupBy, ...asked } = c.req.valid('query')
    const file = (table: Table) =>
      c.body(germanCsv(table), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="statistik-${asked.from}-${asked.to}.csv"`,
      })
    if (isHeat(groupBy)) {
      const heat = await readHeat(deps, actor, asked)
      return format === 'csv' ? file(heatTable(heat, language)) : c.json(heat)
    }
    const byDay = groupBy.filter((grouping) => grouping !== 'weekdayHour')
    const statistics = await readStatistics(deps, actor, { ...asked, groupBy: byDay })
    return format === 'csv' ? file(statisticsTable(statistics, byDay, language)) : c.json(statistics)
  })
