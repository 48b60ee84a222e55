import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { CalibrationWindow, ManualSwitch, PowerPolicyChange } from '../http/power-schemas.ts'
import { IdParam } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import { endManualSwitch, switchByHand } from '../services/manual-power.ts'
import { changePowerPolicy, proposeThresholds, readPowerPolicy } from '../services/power-policy.ts'

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
