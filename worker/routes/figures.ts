import { Hono } from 'hono'
import * as z from 'zod'
import { csvFile } from '../http/csv-file.ts'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { Day } from '../http/people-schemas.ts'
import { Id, line, prose } from '../http/schemas.ts'
import { body, query } from '../http/validate.ts'
import { listLooks } from '../services/history.ts'
import { comparePlans, suggestMinutes } from '../services/planned-measured.ts'
import { comparisonTable } from '../services/statistics-table.ts'
import { readTrainingRecord, recordTable, writeTrainingWeek } from '../services/training-record.ts'

const Wish = z.strictObject({
  printerId: Id,
  title: line(120),
  /** What the person would book. */
  minutes: z.coerce.number().int().min(1).max(44_640).optional(),
})
const Period = z
  .strictObject({
    from: Day,
    to: Day,
    userId: Id.optional(),
    reason: line(300).optional(),
    format: z.enum(['json', 'csv']).default('json'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { code: 'ends_before_start' } })

const RecordQuery = z.strictObject({
  /** Any day of the week that is asked for. */
  week: Day,
  userId: Id.optional(),
  reason: line(300).optional(),
  format: z.enum(['json', 'csv']).default('json'),
})

const RecordWeek = z.strictObject({
  week: Day,
  text: prose(4_000),
  /** The version that was read; 0 when there was none. */
  version: z.number().int().min(0).max(1_000_000),
})

/** Planned against measured, and what apprentices write into their training record. */
export const figuresRoutes = () =>
  new Hono<AppEnv>()
    .get('/suggestion', person('statistics.read'), query(Wish), async (c) =>
      c.json(await suggestMinutes(c.var.deps, c.var.person, c.req.valid('query'))),
    )
    .get('/planned-measured', person('statistics.read'), query(Period), async (c) => {
      const { deps, person: actor, language } = c.var
      const { format, ...asked } = c.req.valid('query')
      const comparison = await comparePlans(deps, actor, asked)
      if (format === 'json') return c.json(comparison)
      const name = `geplant-gemessen-${asked.from}-${asked.to}`
      return c.body(...csvFile(name, comparisonTable(comparison, language)))
    })
    .get('/training-record', person('statistics.read'), query(RecordQuery), async (c) => {
      const { deps, person: actor, language } = c.var
      const { format, ...asked } = c.req.valid('query')
      const record = await readTrainingRecord(deps, actor, asked)
      if (format === 'json') return c.json(record)
      return c.body(...csvFile(`ausbildungsnachweis-${record.from}`, recordTable(record, language)))
    })
    .get('/looks', person('statistics.read'), async (c) => c.json(await listLooks(c.var.deps, c.var.person)))
    .put('/training-record', person('training_record.write'), body(RecordWeek), async (c) =>
      c.json(await writeTrainingWeek(c.var.deps, c.var.person, c.req.valid('json'))),
    )
