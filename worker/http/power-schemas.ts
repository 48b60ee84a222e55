import * as z from 'zod'
import { Instant, line } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas.

export const ManualSwitch = z.strictObject({
  state: z.enum(['on', 'off']),
  minutes: z.number().int().min(1).max(1_440).default(60),
  reason: line(300),
})

const minutes = (min: number, max: number) => z.number().int().min(min).max(max)
const watts = z.number().min(0.5).max(3_680)
export const PowerPolicyChange = z
  .strictObject({
    warmUpMinutes: minutes(0, 60),
    endPolicy: z.enum(['wait_until_idle', 'cut']),
    idleWatts: watts,
    busyWatts: watts,
    idleMinutes: minutes(1, 60),
    coolDownMinutes: minutes(0, 120),
    maxOverrunMinutes: minutes(1, 1_440),
    cutsAtMaxOverrun: z.boolean(),
    unbookedMinutes: minutes(1, 1_440),
    circuit: line(40),
  })
  .partial()

export const CalibrationWindow = z
  .strictObject({ from: Instant, to: Instant })
  .refine(({ from, to }) => from < to && to - from <= 72 * 3_600_000, {
    path: ['to'],
    params: { code: 'up_to_three_days' },
  })
