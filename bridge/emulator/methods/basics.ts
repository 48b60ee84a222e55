/** Who the plug is, its relay and its clock. Answers after python-kasa's P110 fixtures. */
import * as z from 'zod'
import { type Device, setRelay } from '../device.ts'
import { isRegion, plugNow } from '../plug-time.ts'
import { type Method, remainingSeconds, requireParams } from './method.ts'

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')

const firmwareVersion = (device: Device): string =>
  device.firmware === 'fw-1.3' ? '1.3.1 Build 240621 Rel.162048' : '1.4.6 Build 260309 Rel.101530'

export const getDeviceInfo: Method = (device) => {
  const { state, identity } = device
  return {
    auto_off_remain_time: remainingSeconds(device, state.autoOff.endsAt),
    auto_off_status: state.autoOff.endsAt === null ? 'off' : 'on',
    avatar: 'plug',
    charging_status: 'normal',
    default_states:
      state.defaultState === 'last'
        ? { state: {}, type: 'last_states' }
        : { state: { on: state.defaultState === 'on' }, type: 'custom' },
    device_id: identity.deviceId,
    device_on: state.relay,
    fw_id: identity.firmwareId,
    fw_ver: firmwareVersion(device),
    has_set_location_info: true,
    hw_id: identity.hardwareId,
    hw_ver: '1.0',
    ip: '127.0.0.1',
    lang: 'de_DE',
    latitude: 0,
    longitude: 0,
    mac: identity.mac,
    model: 'P110',
    nickname: base64(state.nickname),
    oem_id: identity.oemId,
    on_time: state.onSince === null ? 0 : Math.floor((state.advancedTo - state.onSince) / 1000),
    overcurrent_status: 'normal',
    overheat_status: state.heat.status,
    power_protection_status: state.overloaded ? 'overloaded' : 'normal',
    region: state.time.region,
    rssi: -45 - (device.seed % 5) * 4,
    signal_level: device.seed % 5 > 3 ? 2 : 3,
    specs: '',
    ssid: base64('Werkstatt'),
    time_diff: state.time.timeDiff,
    type: 'SMART.TAPOPLUG',
  }
}

const DeviceSettings = z
  .object({
    device_on: z.boolean(),
    nickname: z.base64(),
    default_states: z.discriminatedUnion('type', [
      z.object({ type: z.literal('last_states') }),
      z.object({ type: z.literal('custom'), state: z.object({ on: z.boolean() }) }),
    ]),
  })
  .partial()
  .refine((settings) => Object.values(settings).some((value) => value !== undefined))

export const setDeviceInfo: Method = (device, params) => {
  const settings = requireParams(DeviceSettings, params)
  const defaults = settings.default_states
  if (defaults?.type === 'last_states') device.state.defaultState = 'last'
  if (defaults?.type === 'custom') device.state.defaultState = defaults.state.on ? 'on' : 'off'
  if (settings.nickname !== undefined)
    device.state.nickname = Buffer.from(settings.nickname, 'base64').toString('utf8')
  if (settings.device_on !== undefined) setRelay(device, settings.device_on)
  return undefined
}

export const getDeviceTime: Method = ({ state: { time, advancedTo } }) => ({
  region: time.region,
  time_diff: time.timeDiff,
  timestamp: Math.floor(plugNow(time, advancedTo) / 1000),
})

const TimeSetting = z.object({
  timestamp: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  time_diff: z.number().int().min(-720).max(840),
  region: z.string().refine(isRegion).optional(),
})

export const setDeviceTime: Method = ({ state }, params) => {
  const setting = requireParams(TimeSetting, params)
  state.time = {
    ...state.time,
    base: setting.timestamp * 1000,
    setAt: state.advancedTo,
    timeDiff: setting.time_diff,
    region: setting.region ?? state.time.region,
  }
  return undefined
}

/** The components of FW 1.3.1; clients decide by them what to ask. */
const COMPONENTS = {
  device: 2,
  firmware: 2,
  quick_setup: 3,
  time: 1,
  wireless: 1,
  schedule: 2,
  countdown: 2,
  antitheft: 1,
  account: 1,
  synchronize: 1,
  sunrise_sunset: 1,
  led: 1,
  cloud_connect: 1,
  iot_cloud: 1,
  device_local_time: 1,
  default_states: 1,
  auto_off: 2,
  localSmart: 1,
  energy_monitoring: 2,
  power_protection: 1,
  charging_protection: 2,
  current_protection: 1,
}

export const componentNego: Method = () => ({
  component_list: Object.entries(COMPONENTS).map(([id, ver_code]) => ({ id, ver_code })),
})
