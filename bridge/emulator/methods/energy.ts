/** Power and energy. Mind the units: get_energy_usage gives mW, get_current_power W, all counters Wh and minutes. */
import { type Device, wattsNow } from '../device.ts'
import { type DayTotal, sumDays, wholeWh } from '../energy-history.ts'
import { localText, localTime, plugNow } from '../plug-time.ts'
import { randomAt } from '../random.ts'
import { type Method, requireTime } from './method.ts'

const wh = (total: DayTotal): number => wholeWh(total.energyMwh)
const minutes = (total: DayTotal): number => Math.floor(total.runtimeMs / 60_000)

const localNow = ({ state }: Device) => localTime(state.time, plugNow(state.time, state.advancedTo))

/** The last `count` plug-local days, today included. */
function lastDays(device: Device, count: number): DayTotal {
  const today = localNow(device).toPlainDate()
  const first = today.subtract({ days: count - 1 }).toString()
  return sumDays(device.state.energy, (date) => first <= date && date <= today.toString())
}

export const getEnergyUsage: Method = (device) => {
  requireTime(device)
  const { state } = device
  const month = localNow(device).toPlainDate().toPlainYearMonth().toString()
  const today = lastDays(device, 1)
  const monthly = sumDays(state.energy, (date) => date.startsWith(month))
  return {
    current_power: Math.round(wattsNow(device) * 1000),
    electricity_charge: [0, 0, 0],
    local_time: localText(state.time, plugNow(state.time, state.advancedTo)),
    month_energy: wh(monthly),
    month_runtime: minutes(monthly),
    today_energy: wh(today),
    today_runtime: minutes(today),
  }
}

export const getCurrentPower: Method = (device) => ({ current_power: Math.round(wattsNow(device)) })

export const getEmeterData: Method = (device) => {
  requireTime(device)
  const watts = wattsNow(device)
  const voltage = 229 + 5 * randomAt(device.seed, 20, Math.floor(device.state.advancedTo / 10_000))
  return {
    current_ma: Math.round((watts / voltage) * 1000),
    energy_wh: wh(sumDays(device.state.energy, () => true)),
    power_mw: Math.round(watts * 1000),
    voltage_mv: Math.round(voltage * 1000),
  }
}

export const getDeviceUsage: Method = (device) => {
  requireTime(device)
  const figures = (value: (total: DayTotal) => number) => ({
    past30: value(lastDays(device, 30)),
    past7: value(lastDays(device, 7)),
    today: value(lastDays(device, 1)),
  })
  return {
    power_usage: figures(wh),
    saved_power: figures(() => 0),
    time_usage: figures(minutes),
  }
}
