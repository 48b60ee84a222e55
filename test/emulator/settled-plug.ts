/** A plug on a clock that stands still, and a client that is signed in to it. */
import { type SettableClock, settableClock } from '../../bridge/emulator/clock.ts'
import { type Emulator, type EmulatorOptions, startEmulator } from '../../bridge/emulator/emulator.ts'
import { connect, type KlapClient } from './klap-client.ts'

export const ACCOUNT = { username: 'demo@myp.local', password: 'emulated-plug' }
/** Monday, 10:00 in Berlin (winter time). */
export const MONDAY_TEN = Date.UTC(2026, 10, 23, 9)
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export interface Bench {
  plug: Emulator
  clock: SettableClock
  client: KlapClient
}

export async function startBench(
  options: Partial<EmulatorOptions> & { start?: number } = {},
): Promise<Bench> {
  const clock = settableClock(options.start ?? MONDAY_TEN)
  const plug = await startEmulator({ ...ACCOUNT, clock, ...options })
  return { plug, clock, client: await connect(plug.address, ACCOUNT) }
}

export const switchTo = (client: KlapClient, on: boolean) =>
  client.result('set_device_info', { device_on: on })
