import * as z from 'zod'
import { Id, line, prose } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas.

const count = (max: number) => z.number().int().min(1).max(max).nullable().default(null)
const plan = {
  name: line(80),
  everyHours: count(100_000),
  everyJobs: count(100_000),
  everyDays: count(3_660),
  checklist: z.array(line(120)).max(30).default([]),
  blocks: z.boolean().default(false),
}
type Interval = Record<'everyHours' | 'everyJobs' | 'everyDays', number | null>
const hasInterval = (wish: Interval) =>
  wish.everyHours !== null || wish.everyJobs !== null || wish.everyDays !== null
const MISSING = { path: ['everyDays'], params: { code: 'interval_missing' } }

export const NewPlan = z.strictObject({ ...plan, printerId: Id }).refine(hasInterval, MISSING)
export const PlanChange = z.strictObject(plan).refine(hasInterval, MISSING)

export const NewService = z.strictObject({
  checked: z.array(line(120)).max(30).default([]),
  note: prose(1_000).optional(),
})
