import { Hono } from 'hono'
import * as z from 'zod'
import { NewCorrection } from '../http/cost-schemas.ts'
import { csvFile } from '../http/csv-file.ts'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { body, params, query } from '../http/validate.ts'
import { correctMonth, freezeMonth } from '../services/costs.ts'
import { costsXlsx, linesTable } from '../services/costs-file.ts'
import { readCosts } from '../services/read-costs.ts'

const Month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/)
const MonthParam = z.object({ month: Month })
const CostQuery = z.strictObject({ month: Month, format: z.enum(['json', 'csv', 'xlsx']).default('json') })
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const reportRoutes = () =>
  new Hono<AppEnv>()
    .get('/costs', may('cost.read'), query(CostQuery), async (c) => {
      const { deps, language } = c.var
      const { month, format } = c.req.valid('query')
      const costs = await readCosts(deps, month)
      if (format === 'csv') return c.body(...csvFile(`kosten-${month}`, linesTable(costs, language)))
      if (format === 'xlsx')
        return c.body(await costsXlsx(costs, language), 200, {
          'content-type': XLSX,
          'content-disposition': `attachment; filename="kosten-${month}.xlsx"`,
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
      body(NewCorrection),
      async (c) => {
        const { deps, person: actor } = c.var
        return c.json(await correctMonth(deps, actor, c.req.valid('param').month, c.req.valid('json')), 201)
      },
    )
