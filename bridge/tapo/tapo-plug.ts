import type { Clock } from '../clock.ts'
import type { Metrics } from '../metrics.ts'
import { type Plug, PlugRefused, type PlugState } from '../plug.ts'
import type { FailureKind } from '../protocol.ts'
import { type Answered, CurrentPower, DeviceInfo, EnergyUsage } from './answers.ts'
import { createCountdown } from './countdown.ts'
import { judgeFirmware } from './firmware.ts'
import type { TapoAccount } from './klap-library.ts'
import { createPlugClock } from './plug-clock.ts'
import { type LedRule, provision } from './provisioning.ts'
import { asRefusal, isClockCode } from './refusal.ts'
import { createTapoSession, type TapoSession } from './session.ts'

export type TapoPlugOptions = {
  /** `host` or `host:port`. */
  address: string
  account: TapoAccount
  clock: Clock
  metrics: Metrics
  /** IANA name; the plug's counters turn over at this zone's midnight. */
  timeZone: string
  /** `undefined`: leave the light as it is. */
  led: LedRule | undefined
  /** Sends a discovery probe and tells whether the plug answered it. */
  wake: (signal: AbortSignal) => Promise<boolean>
}

/** For each HTTP exchange; the slowest answers seen in the field take 2–3 s. */
const exchangeTimeoutMs = 4_000

const readingMethods = ['get_device_info', 'get_energy_usage', 'get_current_power']

/** A Tapo P110 over KLAP. */
export const createTapoPlug = (options: TapoPlugOptions): Plug => {
  const session = createTapoSession({ ...options, timeoutMs: exchangeTimeoutMs })
  // A method that failed goes last, because the plug leaves out what comes after a failing one.
  const suspects = new Set<string>()

  const read = async (signal: AbortSignal): Promise<PlugState> => {
    const order = [...readingMethods].sort((a, b) => Number(suspects.has(a)) - Number(suspects.has(b)))
    const answers = await readAll(session, order, signal)
    for (const answer of answers) {
      if (answer.error_code === 0) suspects.delete(answer.method)
      else suspects.add(answer.method)
    }
    return stateOf(answers)
  }

  return {
    read,
    setRelay: async (on, signal) => {
      await asRefusal(session.call({ method: 'set_device_info', params: { device_on: on } }, signal))
    },
    connection: session.connection,
    close: session.close,
    countdown: createCountdown(session),
    clock: createPlugClock(session, options.clock, options.timeZone),
    provision: (signal) => provision(session, options.led, signal),
    wake: options.wake,
    judgeFirmware,
  }
}

/** Asks again for what a failing method cut off; each round gets at least one method further. */
const readAll = async (session: TapoSession, methods: string[], signal: AbortSignal): Promise<Answered[]> => {
  const answers: Answered[] = []
  let missing = methods
  while (missing.length > 0) {
    const round = await session.callMany(
      missing.map((method) => ({ method })),
      signal,
    )
    const got = round.filter((answer) => missing.includes(answer.method))
    if (got.length === 0) throw new PlugRefused('protocol', 'multipleRequest answered none of its methods')
    answers.push(...got)
    missing = missing.filter((method) => !got.some((answer) => answer.method === method))
  }
  return answers
}

const stateOf = (answers: Answered[]): PlugState => {
  const resultOf = (method: string) =>
    answers.find((answer) => answer.method === method && answer.error_code === 0)?.result
  const parsed = DeviceInfo.safeParse(resultOf('get_device_info'))
  if (!parsed.success) throw new PlugRefused('protocol', 'get_device_info of an unknown shape')
  const info = parsed.data
  if (!info.type.startsWith('SMART.TAPOPLUG'))
    throw new PlugRefused('not_a_tapo', `a device of type ${info.type}`)
  const energy = EnergyUsage.safeParse(resultOf('get_energy_usage')).data
  const power = CurrentPower.safeParse(resultOf('get_current_power')).data
  return {
    on: info.device_on,
    watts: energy ? energy.current_power / 1000 : (power?.current_power ?? null),
    todayWh: energy?.today_energy ?? null,
    monthWh: energy?.month_energy ?? null,
    rssi: info.rssi ?? null,
    model: info.model,
    mac: info.mac,
    firmware: info.fw_ver,
    overheated:
      info.overheat_status === undefined ? (info.overheated ?? null) : info.overheat_status !== 'normal',
    overloaded: info.power_protection_status === undefined ? null : info.power_protection_status !== 'normal',
    onForSeconds: info.device_on ? (info.on_time ?? null) : null,
    impairment: impairmentOf(answers),
  }
}

const impairmentOf = (answers: Answered[]): FailureKind | null =>
  answers.some((answer) => isClockCode(answer.error_code)) ? 'clock_unset' : null
