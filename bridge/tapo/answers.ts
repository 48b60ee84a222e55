/** What a P110 answers, as far as we rely on it (reference §2.5). Unknown fields are other firmware's and pass. */
import * as z from 'zod'

export const Answered = z.object({
  method: z.string(),
  error_code: z.number().int(),
  result: z.unknown().optional(),
})
export type Answered = z.infer<typeof Answered>
export const ManyAnswers = z.object({ responses: z.array(Answered).max(20) })

export const DeviceInfo = z.object({
  device_on: z.boolean(),
  model: z.string().max(64),
  type: z.string().max(64),
  mac: z.string().max(32),
  fw_ver: z.string().max(64),
  rssi: z.number().int().optional(),
  on_time: z.number().int().nonnegative().optional(),
  /** Up to firmware 1.3.0. */
  overheated: z.boolean().optional(),
  /** normal | cool_down | overheated */
  overheat_status: z.string().optional(),
  /** normal | overloaded; stays until it is switched on again. */
  power_protection_status: z.string().optional(),
  default_states: z
    .object({ type: z.string(), state: z.object({ on: z.boolean().optional() }).optional() })
    .optional(),
})
export type DeviceInfo = z.infer<typeof DeviceInfo>

/** 16 A at 250 V; above it the plug has long cut off by itself, so a greater figure is a broken answer. */
const maxWatts = 4_000

/** `current_power` in milliwatts, energies in watt-hours. */
export const EnergyUsage = z.object({
  current_power: z
    .number()
    .min(0)
    .max(maxWatts * 1000),
  today_energy: z.number().min(0).max(100_000),
  month_energy: z.number().min(0).max(3_000_000).nullable().catch(null),
})
/** `current_power` in whole watts. */
export const CurrentPower = z.object({ current_power: z.number().min(0).max(maxWatts) })

/** UTC seconds; offset of the plug's local time in minutes. */
export const DeviceTime = z.object({
  timestamp: z.number().int(),
  time_diff: z.number().int(),
  region: z.string().optional(),
})

/** A fired rule stays listed with `enable: false`. */
export const CountdownRules = z.object({
  rule_list: z.array(
    z.object({
      id: z.string(),
      enable: z.boolean(),
      remain: z.number().int().optional(),
      delay: z.number().int(),
      desired_states: z.object({ on: z.boolean().optional() }).optional(),
    }),
  ),
})

export const AutoOff = z.object({ delay_min: z.number().int(), enable: z.boolean() })
export const AutoUpdate = z.object({ enable: z.boolean() })
/** Set by sending the whole object back, so everything in it is kept. */
export const LedInfo = z.looseObject({ led_rule: z.string() })
