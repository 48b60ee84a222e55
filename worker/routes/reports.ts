import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { Id, line } from '../http/schemas.ts'
import { body, params, query } from '../http/validate.ts'
import { correctMonth, freezeMonth, readCosts } from '../services/costs.ts'
import { costsCsv, costsXlsx } from '../services/costs-file.ts'

const Month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/)
const MonthParam = z.object({ month: Month })
const CostQuery = z.strictObject({ month: Month, format: z.enum(['json', 'csv', 'xlsx']).default('json') })
const Correction = z.strictObject({
  costCentreId: Id.nullable().default(null),
  cohortId: Id.nullable().default(null),
  cents: z
    .number()
    .int()
    .min(-100_000_000)
    .max(100_000_000)
    .refine((cents) => cents !== 0, { params: { code: 'nothing_to_correct' } }),
  reason: line(300),
})

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const reportRoutes = () =>
  new Hono<AppEnv>()
    .get('/costs', may('cost.read'), query(CostQuery), async (c) => {
      const { deps, language } = c.var
      const { month, format } = c.req.valid('query')
      const costs = await readCosts(deps, month)
      const named = (extension: string): string => `attachment; filename="kosten-${month}.${extension}"`
      if (format === 'csv')
        return c.body(costsCsv(costs, language), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': named('csv'),
        })
      if (format === 'xlsx')
        return c.body(await costsXlsx(costs, language), 200, {
          'content-type': XLSX,
          'content-disposition': named('xlsx'),
        })
      return c.json(costs)
    })
    .post('/costs/:month/freeze', person('cost.manage'), params(MonthParam), async (c) =>
      c.json(await freezeMonth(c.var.deps, c.var.person, c.req.valid('param').month), 201),
    )
    .post(
      '/costs/:month/corrections',
      person('cost.manage'),
      params(MonthParam),
      body(Correction),
      async (c) => {
        const { deps, person: actor } = c.var
        return c.json(await correctMonth(deps, actor, c.req.valid('param').month, c.req.valid('json')), 201)
      },
    )
