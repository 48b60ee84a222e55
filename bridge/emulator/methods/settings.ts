/** The rest a client asks a P110: protection, cloud, LED, firmware, and the lists that are empty here. */
import * as z from 'zod'
import { ErrorCode, type Method, MethodError, requireParams, requireTime } from './method.ts'

export const getProtectionPower: Method = ({ state: { protection } }) => ({
  enabled: protection.enabled,
  protection_power: protection.watts,
})

export const setProtectionPower: Method = (device, params) => {
  const Protection = z.object({
    enabled: z.boolean(),
    protection_power: z.number().int().min(1).max(device.maxWatts),
  })
  const { enabled, protection_power: watts } = requireParams(Protection, params)
  device.state.protection = { enabled, watts }
  return undefined
}

export const getMaxPower: Method = (device) => ({ max_power: device.maxWatts })

/** 0: connected, 1: not. */
export const getConnectCloudState: Method = ({ state }) => ({ status: state.cloudStatus })

const NIGHT_MODE = { end_time: 420, night_mode_type: 'sunrise_sunset', start_time: 1_140 }

export const getLedInfo: Method = ({ state }) => ({
  led_rule: state.ledRule,
  led_status: state.ledRule !== 'never' && state.relay,
  night_mode: NIGHT_MODE,
})

const LedSetting = z.object({ led_rule: z.enum(['always', 'never', 'night_mode']) })

export const setLedInfo: Method = (device, params) => {
  device.state.ledRule = requireParams(LedSetting, params).led_rule
  return undefined
}

const UPDATE_WINDOW = { random_range: 120, time: 180 }

export const getAutoUpdateInfo: Method = ({ state }) => ({ enable: state.autoUpdate, ...UPDATE_WINDOW })

export const setAutoUpdateInfo: Method = (device, params) => {
  device.state.autoUpdate = requireParams(z.object({ enable: z.boolean() }), params).enable
  return undefined
}

export const getFirmwareDownloadState: Method = () => ({
  auto_upgrade: false,
  download_progress: 0,
  reboot_time: 5,
  status: 0,
  upgrade_time: 5,
})

/** The plug never reaches its maker's cloud here. */
export const getLatestFirmware: Method = () => {
  throw new MethodError(ErrorCode.cloudFailed)
}

export const getScheduleRules: Method = (device) => {
  requireTime(device)
  return { enable: false, rule_list: [], schedule_rule_max_count: 32, start_index: 0, sum: 0 }
}

export const getNextEvent: Method = () => ({})

export const getAntitheftRules: Method = (device) => {
  requireTime(device)
  return { antitheft_rule_max_count: 1, enable: false, rule_list: [] }
}
