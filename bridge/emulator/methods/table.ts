/** Every method the emulated plug knows, and how a call becomes an answer. */
import * as z from 'zod'
import type { Device } from '../device.ts'
import { componentNego, getDeviceInfo, getDeviceTime, setDeviceInfo, setDeviceTime } from './basics.ts'
import {
  addCountdownRule,
  editCountdownRule,
  getAutoOffConfig,
  getCountdownRules,
  removeCountdownRules,
  setAutoOffConfig,
} from './countdown.ts'
import { getCurrentPower, getDeviceUsage, getEmeterData, getEnergyUsage } from './energy.ts'
import { getEnergyData, getPowerData } from './energy-data.ts'
import { ErrorCode, type Method, MethodError } from './method.ts'
import {
  getAntitheftRules,
  getAutoUpdateInfo,
  getConnectCloudState,
  getFirmwareDownloadState,
  getLatestFirmware,
  getLedInfo,
  getMaxPower,
  getNextEvent,
  getProtectionPower,
  getScheduleRules,
  setAutoUpdateInfo,
  setLedInfo,
  setProtectionPower,
} from './settings.ts'

const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    add_countdown_rule: addCountdownRule,
    component_nego: componentNego,
    edit_countdown_rule: editCountdownRule,
    get_antitheft_rules: getAntitheftRules,
    get_auto_off_config: getAutoOffConfig,
    get_auto_update_info: getAutoUpdateInfo,
    get_connect_cloud_state: getConnectCloudState,
    get_countdown_rules: getCountdownRules,
    get_current_power: getCurrentPower,
    get_device_info: getDeviceInfo,
    get_device_time: getDeviceTime,
    get_device_usage: getDeviceUsage,
    get_emeter_data: getEmeterData,
    get_energy_data: getEnergyData,
    get_energy_usage: getEnergyUsage,
    get_fw_download_state: getFirmwareDownloadState,
    get_latest_fw: getLatestFirmware,
    get_led_info: getLedInfo,
    get_max_power: getMaxPower,
    get_next_event: getNextEvent,
    get_power_data: getPowerData,
    get_protection_power: getProtectionPower,
    get_schedule_rules: getScheduleRules,
    remove_countdown_rules: removeCountdownRules,
    set_auto_off_config: setAutoOffConfig,
    set_auto_update_info: setAutoUpdateInfo,
    set_device_info: setDeviceInfo,
    set_device_time: setDeviceTime,
    set_led_info: setLedInfo,
    set_protection_power: setProtectionPower,
  }),
)

/** Methods that came with newer firmware. */
const NEWER_METHODS: ReadonlySet<string> = new Set(['get_power_data'])

const Call = z.object({ method: z.string(), params: z.record(z.string(), z.unknown()).optional() })
const Batch = z.object({ requests: z.array(z.unknown()).min(1) })

/** The plug's envelope, result first as the plug writes it. */
export interface CallAnswer {
  result?: Record<string, unknown>
  error_code: number
}

/** Lets a fault make single methods fail: the code to answer instead of calling, or `undefined`. */
export type MethodFault = (method: string) => number | undefined

/** The methods a request asks for, those inside a `multipleRequest` too. For logs and faults. */
export function methodsIn(request: unknown): string[] {
  const call = z.object({ method: z.string(), params: z.unknown().optional() }).safeParse(request)
  if (!call.success) return []
  const batch = Batch.safeParse(call.data.params)
  const inner = call.data.method === 'multipleRequest' && batch.success ? batch.data.requests : []
  return [call.data.method, ...inner.flatMap(methodsIn)]
}

function callOne(device: Device, request: unknown, faultOf: MethodFault): CallAnswer {
  const call = Call.safeParse(request)
  if (!call.success) return { error_code: ErrorCode.params }
  const method = METHODS.get(call.data.method)
  const missing = device.firmware === 'fw-1.3' && NEWER_METHODS.has(call.data.method)
  if (!method || missing) return { error_code: ErrorCode.unknownMethod }
  const fault = faultOf(call.data.method)
  if (fault !== undefined) return { error_code: fault }
  try {
    const result = method(device, call.data.params)
    return result === undefined ? { error_code: 0 } : { result, error_code: 0 }
  } catch (error) {
    if (error instanceof MethodError) return { error_code: error.code }
    throw error
  }
}

/** Answers one decrypted request. A `multipleRequest` stops after the first entry that fails. */
export function answerCall(device: Device, request: unknown, faultOf: MethodFault): CallAnswer {
  const batch = z.object({ method: z.literal('multipleRequest'), params: Batch }).safeParse(request)
  if (!batch.success) return callOne(device, request, faultOf)
  const responses: (CallAnswer & { method?: string })[] = []
  for (const entry of batch.data.params.requests) {
    const answer = callOne(device, entry, faultOf)
    responses.push({ method: methodsIn(entry)[0], ...answer })
    if (answer.error_code !== 0) break
  }
  return { result: { responses }, error_code: 0 }
}
