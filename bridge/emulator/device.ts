/**
 * The state of one emulated plug and what its buttons, its commands and the world do to it, each at the moment
 * the state stands at (`advancedTo`). Time passes in `advance.ts`; callers let it pass before they act.
 */
import type { DeviceState } from './device-state.ts'
import { type Identity, identityOf } from './identity.ts'
import { createLoad, type Load, type LoadProfile } from './load.ts'
import { plugNow, UNSET_TIME } from './plug-time.ts'

export type Firmware = 'fw-1.3' | 'fw-1.4.6'

export interface Device {
  readonly identity: Identity
  readonly firmware: Firmware
  readonly seed: number
  /** The greatest load this plug carries at its mains voltage, watts. */
  readonly maxWatts: number
  state: DeviceState
  load: Load
  /** A welded contact: commands are answered with success and change nothing. */
  relayStuck: boolean
}

const OVERHEATED_MS = 60_000
const COOL_DOWN_MS = 240_000

/** A plug; with a saved state it continues where that one was, and the time between has passed for it too. */
export function createDevice(options: {
  firmware: Firmware
  seed: number
  loadProfile: LoadProfile
  state: DeviceState
}): Device {
  return {
    identity: identityOf(options.seed),
    firmware: options.firmware,
    seed: options.seed,
    maxWatts: 3_379,
    state: options.state,
    load: createLoad(options.loadProfile, options.seed),
    relayStuck: false,
  }
}

/** Watts drawn at the moment the state stands at. */
export const wattsNow = (device: Device): number => {
  const { relay, run, runSince, advancedTo } = device.state
  return relay ? device.load.watts(run, (advancedTo - runSince) / 1000) : 0
}

/** What the machine behind the plug does: its load's phase, or `off`. */
export const phaseNow = (device: Device): string => {
  const { relay, run, runSince, advancedTo } = device.state
  return relay ? device.load.phase(run, (advancedTo - runSince) / 1000) : 'off'
}

/** Opens or closes the relay at the moment the state stands at; switching on starts the machine's next run. */
export function setRelay(device: Device, on: boolean): void {
  const { state } = device
  if (device.relayStuck) return
  // An overheated plug stays off until it has cooled [inferred]; the answer is success all the same.
  if (on && state.heat.status === 'overheated') return
  if (on) state.overloaded = false
  if (on === state.relay) return
  state.relay = on
  state.excessSince = null
  state.onSince = on ? state.advancedTo : null
  if (on) startRun(device)
  armAutoOff(device)
}

function startRun(device: Device): void {
  device.state.run += 1
  device.state.runSince = device.state.advancedTo
}

/** Starts the auto-off timer from now when it is enabled and the plug is on, stops it otherwise. */
export function armAutoOff(device: Device): void {
  const { autoOff, relay, advancedTo } = device.state
  autoOff.endsAt = autoOff.enabled && relay ? advancedTo + autoOff.delayMinutes * 60_000 : null
}

/** The button on the case. */
export const pressButton = (device: Device): void => setRelay(device, !device.state.relay)

/** Another machine, or another piece of work, from now on. */
export function setLoad(device: Device, profile: LoadProfile): void {
  device.load = createLoad(profile, device.seed)
  startRun(device)
}

/** The plug gets too hot: it switches off, stays so for a minute, and cools down for four more. */
export function overheat(device: Device): void {
  device.state.heat = { status: 'overheated', endsAt: device.state.advancedTo + OVERHEATED_MS }
  setRelay(device, false)
}

/** What follows `overheated`. */
export function coolDown(device: Device): void {
  const { heat, advancedTo } = device.state
  device.state.heat =
    heat.status === 'overheated'
      ? { status: 'cool_down', endsAt: advancedTo + COOL_DOWN_MS }
      : { status: 'normal', endsAt: null }
}

/** The clock starts again in January 2000, as after mains loss without the internet. */
export function forgetTime(device: Device): void {
  const { state } = device
  state.time = { ...state.time, base: UNSET_TIME, setAt: state.advancedTo }
}

/** Moves the plug's clock by `offsetMs` and lets it run `rate` times as fast as real time from now on. */
export function disturbTime(device: Device, disturbance: { offsetMs: number; rate: number }): void {
  const { state } = device
  const base = plugNow(state.time, state.advancedTo) + disturbance.offsetMs
  state.time = { ...state.time, base, setAt: state.advancedTo, rate: disturbance.rate }
}

/**
 * The mains are lost: no relay, no countdown [inferred]. Returns what happens when they are back: the clock is unset and
 * the relay is as the default state says.
 */
export function loseMains(device: Device): (device: Device) => void {
  const wasOn = device.state.relay
  device.relayStuck = false
  setRelay(device, false)
  device.state.countdown = null
  device.state.overloaded = false
  return ({ state }) => {
    forgetTime(device)
    state.heat = { status: 'normal', endsAt: null }
    setRelay(device, state.defaultState === 'last' ? wasOn : state.defaultState === 'on')
  }
}
