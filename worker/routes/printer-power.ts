import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { IdParam, Instant, line } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import { endManualSwitch, switchByHand } from '../services/manual-power.ts'
import { changePowerPolicy, proposeThresholds, readPowerPolicy } from '../services/power-policy.ts'

const ManualSwitch = z.strictObject({
  state: z.enum(['on', 'off']),
  minutes: z.number().int().min(1).max(1_440).default(60),
  reason: line(300),
})

const minutes = (min: number, max: number) => z.number().int().min(min).max(max)
const watts = z.number().min(0.5).max(3_680)
const PowerPolicyChange = z
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

const CalibrationWindow = z
  .strictObject({ from: Instant, to: Instant })
  .refine(({ from, to }) => from < to && to - from <= 72 * 3_600_000, {
    path: ['to'],
    params: { code: 'up_to_three_days' },
  })

export const printerPowerRoutes = () =>
  new Hono<AppEnv>()
    .post('/:id/power', person('power.switch'), params(IdParam), body(ManualSwitch), async (c) => {
      const { deps, person: actor, language } = c.var
      return c.json(await switchByHand(deps, actor, language, c.req.valid('param').id, c.req.valid('json')))
    })
    .delete('/:id/power', person('power.switch'), params(IdParam), async (c) => {
      await endManualSwitch(c.var.deps, c.var.person, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .get('/:id/power-policy', may('printer.read'), params(IdParam), async (c) =>
      c.json(await readPowerPolicy(c.var.deps, c.req.valid('param').id)),
    )
    .put('/:id/power-policy', person('printer.manage'), params(IdParam), body(PowerPolicyChange), async (c) =>
      c.json(await changePowerPolicy(c.var.deps, c.var.person, c.req.valid('param').id, c.req.valid('json'))),
    )
    .post('/:id/calibration', may('power.switch'), params(IdParam), body(CalibrationWindow), async (c) => {
      const { from, to } = c.req.valid('json')
      const window = { startsAt: from, endsAt: to }
      return c.json(await proposeThresholds(c.var.deps, c.req.valid('param').id, window))
    })
