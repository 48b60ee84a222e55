/**
 * The state of one emulated plug and what its buttons, its commands and the world do to it, each at the moment
 * the state stands at (`advancedTo`). Time passes in `advance.ts`; callers let it pass before they act.
 */
import { type EnergyHistory, emptyHistory } from './energy-history.ts'
import { type Identity, identityOf } from './identity.ts'
import { createLoad, type Load, type LoadProfile } from './load.ts'
import { type PlugTime, UNSET_TIME } from './plug-time.ts'

export type Firmware = 'fw-1.3' | 'fw-1.4.6'

export interface CountdownRule {
  delaySeconds: number
  on: boolean
  /** `null`: fired or switched off; the plug keeps such a rule in its list. */
  endsAt: number | null
}

/** Plain data: it is what a state file holds. All `…At` and `…Since` are true time, epoch ms. */
export interface DeviceState {
  /** Everything up to this moment has happened. */
  advancedTo: number
  relay: boolean
  onSince: number | null
  /** Counts the machine's runs: each switch-on starts a new piece of work. */
  run: number
  runSince: number
  loadProfile: LoadProfile
  nickname: string
  time: PlugTime
  defaultState: 'last' | 'on' | 'off'
  countdown: CountdownRule | null
  autoOff: { enabled: boolean; delayMinutes: number; endsAt: number | null }
  protection: { enabled: boolean; watts: number }
  overloaded: boolean
  /** Since when the load is above the limit. */
  excessSince: number | null
  heat: { status: 'normal' | 'cool_down' | 'overheated'; endsAt: number | null }
  led: { rule: 'always' | 'never' | 'night_mode' }
  autoUpdate: { enabled: boolean }
  cloudStatus: 0 | 1
  energy: EnergyHistory
}

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

export function createDevice(options: {
  firmware: Firmware
  seed: number
  nickname: string
  loadProfile: LoadProfile
  now: number
  /** Continues where a saved plug was; the time between has passed for it too. */
  saved?: DeviceState
}): Device {
  const state = options.saved ?? freshState(options)
  return {
    identity: identityOf(options.seed),
    firmware: options.firmware,
    seed: options.seed,
    maxWatts: 3_379,
    state,
    load: createLoad(state.loadProfile, options.seed),
    relayStuck: false,
  }
}

const freshState = (options: { nickname: string; loadProfile: LoadProfile; now: number }): DeviceState => ({
  advancedTo: options.now,
  relay: false,
  onSince: null,
  run: 0,
  runSince: options.now,
  loadProfile: options.loadProfile,
  nickname: options.nickname,
  time: { base: options.now, setAt: options.now, rate: 1, timeDiff: 60, region: 'Europe/Berlin' },
  defaultState: 'last',
  countdown: null,
  autoOff: { enabled: false, delayMinutes: 120, endsAt: null },
  protection: { enabled: false, watts: 2_960 },
  overloaded: false,
  excessSince: null,
  heat: { status: 'normal', endsAt: null },
  led: { rule: 'always' },
  autoUpdate: { enabled: true },
  cloudStatus: 0,
  energy: emptyHistory(),
})

/** Watts drawn at the moment the state stands at. */
export const wattsNow = (device: Device): number => {
  const { relay, run, runSince, advancedTo } = device.state
  return relay ? device.load.watts(run, (advancedTo - runSince) / 1000) : 0
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
  device.state.loadProfile = profile
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

/** Mains lost now and back after `offMs`: clock unset, countdown lost [inferred], relay as the default state says. */
export function loseMains(device: Device, offMs: number): void {
  const { state } = device
  const wasOn = state.relay
  device.relayStuck = false
  setRelay(device, false)
  state.advancedTo += offMs
  state.time = { ...state.time, base: UNSET_TIME, setAt: state.advancedTo }
  state.countdown = null
  state.overloaded = false
  state.heat = { status: 'normal', endsAt: null }
  setRelay(device, state.defaultState === 'last' ? wasOn : state.defaultState === 'on')
}
