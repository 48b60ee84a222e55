/** The one countdown rule, and auto-off: what switches the plug when nobody else is there to do it. */
import * as z from 'zod'
import { armAutoOff, type Device } from '../device.ts'
import type { CountdownRule } from '../device-state.ts'
import {
  ErrorCode,
  type Method,
  MethodError,
  remainingSeconds,
  requireParams,
  requireTime,
} from './method.ts'

/** The only id there is: the list holds one rule. */
const RULE_ID = 'C1'

const DesiredStates = z.object({ on: z.boolean() })
const DelaySeconds = z.number().int().min(1).max(86_400)
const NewRule = z.object({
  delay: DelaySeconds,
  desired_states: DesiredStates,
  enable: z.boolean(),
  remain: z.number().int().optional(),
})
const ChangedRule = NewRule.extend({ id: z.string() })
const Removal = z.union([
  z.object({ remove_all: z.literal(true) }),
  z.object({ rule_list: z.array(z.object({ id: z.string() })).min(1) }),
])

const ruleOf = (device: Device, rule: z.infer<typeof NewRule>): CountdownRule => ({
  delaySeconds: rule.delay,
  on: rule.desired_states.on,
  endsAt: rule.enable ? device.state.advancedTo + rule.delay * 1000 : null,
})

/** A fired rule stays in the list with `enable: false`. */
export const getCountdownRules: Method = (device) => {
  requireTime(device)
  const rule = device.state.countdown
  return {
    countdown_rule_max_count: 1,
    enable: rule !== null && rule.endsAt !== null,
    rule_list: rule
      ? [
          {
            delay: rule.delaySeconds,
            desired_states: { on: rule.on },
            enable: rule.endsAt !== null,
            id: RULE_ID,
            remain: remainingSeconds(device, rule.endsAt),
          },
        ]
      : [],
  }
}

/** The list holds one rule, fired or not: a second one is refused with -1802 until the first was removed. */
export const addCountdownRule: Method = (device, params) => {
  requireTime(device)
  const rule = requireParams(NewRule, params)
  if (device.state.countdown) throw new MethodError(ErrorCode.ruleListFull)
  device.state.countdown = ruleOf(device, rule)
  return { id: RULE_ID }
}

export const editCountdownRule: Method = (device, params) => {
  requireTime(device)
  const rule = requireParams(ChangedRule, params)
  if (!device.state.countdown || rule.id !== RULE_ID) throw new MethodError(ErrorCode.ruleIndex)
  device.state.countdown = ruleOf(device, rule)
  return undefined
}

export const removeCountdownRules: Method = (device, params) => {
  requireTime(device)
  const removal = requireParams(Removal, params)
  if ('rule_list' in removal && removal.rule_list.some(({ id }) => id !== RULE_ID))
    throw new MethodError(ErrorCode.ruleIndex)
  device.state.countdown = null
  return undefined
}

export const getAutoOffConfig: Method = ({ state: { autoOff } }) => ({
  delay_min: autoOff.delayMinutes,
  enable: autoOff.enabled,
})

const AutoOffConfig = z.object({ delay_min: z.number().int().min(1).max(1_440), enable: z.boolean() })

/** Counts from each switch-on; switched on while the plug is on, from now. */
export const setAutoOffConfig: Method = (device, params) => {
  const config = requireParams(AutoOffConfig, params)
  const { autoOff } = device.state
  autoOff.enabled = config.enable
  autoOff.delayMinutes = config.delay_min
  armAutoOff(device)
  return undefined
}
