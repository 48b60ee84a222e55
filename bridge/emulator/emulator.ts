/** One emulated Tapo P110 on a real TCP port, with everything the world can do to it as functions. */
import { advance } from './advance.ts'
import { type Clock, systemClock } from './clock.ts'
import {
  createDevice,
  type Device,
  type DeviceState,
  type Firmware,
  overheat,
  pressButton,
  setLoad,
  wattsNow,
} from './device.ts'
import { createFaults, type Fault } from './faults.ts'
import type { PlugFront } from './front.ts'
import type { LoadProfile } from './load.ts'
import { createRequestLog, type LoggedRequest } from './request-log.ts'
import { createPlugPort } from './server.ts'
import { createSessionTable } from './session-table.ts'

export interface EmulatorOptions {
  /** Listen address, default 127.0.0.1. */
  host?: string
  /** 0 (default): any free port. */
  port?: number
  /** The Tapo account the plug belongs to. */
  username: string
  password: string
  /** Default `fw-1.3`, which is friendly offline. */
  profile?: Firmware
  nickname?: string
  /** What hangs on the plug, default `print`. */
  load?: LoadProfile
  /** Decides MAC, identity, load and the dice of faults; default 1. */
  seed?: number
  /** Default: real time. */
  clock?: Clock
  /** How many clients may hold a session; default 1: the newest handshake wins. */
  maxSessions?: number
  /** `false`: "Third-Party Compatibility" is off in the Tapo app, handshake1 answers 403. Default `true`. */
  thirdParty?: boolean
  /** The state of a saved plug; the time since has passed for it. */
  saved?: DeviceState
}

export interface Emulator {
  /** `127.0.0.1:18100` */
  readonly address: string
  readonly port: number
  readonly relay: boolean
  /** Watts drawn now. */
  readonly watts: number
  /** What the machine behind the plug does: `off`, `heat-up`, `print`, `standby`, … */
  readonly phase: string
  /** Everything there is to know, brought up to now. */
  readonly device: Device
  /** The last requests, oldest first. */
  readonly log: readonly LoggedRequest[]
  /** The most requests that were ever in flight at once: more than 1 and answers get corrupted in the library. */
  readonly mostInFlight: number
  clearLog(): void
  /** Makes something go wrong; returns the function that ends it. */
  inject(fault: Fault): () => void
  clearFaults(): void
  /** Another client's handshake: all sessions are gone, the next request gets 403. */
  stealSession(): void
  pressButton(): void
  setLoad(profile: LoadProfile): void
  setThirdParty(allowed: boolean): void
  /** A welded relay contact: commands succeed and change nothing. */
  setRelayStuck(stuck: boolean): void
  overheat(): void
  /** `false`: gone from the network (Wi-Fi), the plug itself lives on; `true`: back. */
  setReachable(reachable: boolean): Promise<void>
  stop(): Promise<void>
}

/** Starts one plug. Rejects with the system's error when the port is taken (`EADDRINUSE`). */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const host = options.host ?? '127.0.0.1'
  const clock = options.clock ?? systemClock
  const seed = options.seed ?? 1
  const device = createDevice({
    firmware: options.profile ?? 'fw-1.3',
    seed,
    nickname: options.nickname ?? `Steckdose ${seed}`,
    loadProfile: options.load ?? 'print',
    now: clock.now(),
    saved: options.saved,
  })
  const sessions = createSessionTable({ ...options, maxSessions: options.maxSessions ?? 1 })
  const faults = createFaults(seed)
  const front: PlugFront = { device, sessions, faults, thirdParty: options.thirdParty ?? true }
  const log = createRequestLog()
  const plugPort = createPlugPort({ host, port: options.port ?? 0, front, clock, log })
  const port = await plugPort.open()
  /** The plug as it is now. */
  const current = (): Device => {
    advance(device, clock.now())
    return device
  }
  return {
    address: `${host}:${port}`,
    port,
    get relay() {
      return current().state.relay
    },
    get watts() {
      return wattsNow(current())
    },
    get phase() {
      const { state, load } = current()
      return state.relay ? load.phase(state.run, (state.advancedTo - state.runSince) / 1000) : 'off'
    },
    get device() {
      return current()
    },
    log: log.entries,
    get mostInFlight() {
      return log.mostInFlight
    },
    clearLog: log.clear,
    inject: faults.inject,
    clearFaults: faults.clear,
    stealSession: sessions.clear,
    pressButton: () => pressButton(current()),
    setLoad: (profile) => setLoad(current(), profile),
    setThirdParty(allowed) {
      front.thirdParty = allowed
    },
    setRelayStuck(stuck) {
      current().relayStuck = stuck
    },
    overheat: () => overheat(current()),
    async setReachable(reachable) {
      if (!reachable) await plugPort.close()
      else if (!plugPort.isOpen) await plugPort.open()
    },
    stop: plugPort.close,
  }
}
