/** One emulated Tapo P110 on a real TCP port, with everything the world can do to it as functions. */
import { advance } from './advance.ts'
import { type Clock, systemClock } from './clock.ts'
import {
  createDevice,
  type Device,
  disturbTime,
  type Firmware,
  forgetTime,
  loseMains,
  overheat,
  phaseNow,
  pressButton,
  setLoad,
  wattsNow,
} from './device.ts'
import { type DeviceState, freshState } from './device-state.ts'
import { startDiscovery } from './discovery.ts'
import { sumDays } from './energy-history.ts'
import { createFaults, type Fault } from './faults.ts'
import type { PlugFront } from './front.ts'
import { introduce } from './introduction.ts'
import type { LoadProfile } from './load.ts'
import { createPresence } from './presence.ts'
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
  /** How long each answer takes by that clock, default 0; overlapping requests show in `mostInFlight` only above 0. */
  latencyMs?: number
  /** How many clients may hold a session; default 1: the newest handshake wins. */
  maxSessions?: number
  /** `false`: "Third-Party Compatibility" is off in the Tapo app, handshake1 answers 403. Default `true`. */
  thirdParty?: boolean
  /** UDP port of discovery, 20002 on a real plug; 0: any free one; absent: no discovery. */
  udpPort?: number
  /** The state of a saved plug; the time since has passed for it. */
  saved?: DeviceState
  /** Called, before the answer goes out, whenever a command or somebody changed the plug. */
  onChange?: () => void
}

export interface Emulator {
  /** `127.0.0.1:18100` */
  readonly address: string
  readonly port: number
  /** The discovery port, when there is one. */
  readonly udpPort: number | undefined
  readonly relay: boolean
  /** Watts drawn now. */
  readonly watts: number
  /** All energy that ever went through the plug (400 days), milliwatt-hours: the truth to measure a ledger by. */
  readonly energyMwh: number
  /** What the machine behind the plug does: `off`, `heat-up`, `print`, `standby`, … */
  readonly phase: string
  /** Everything there is to know, brought up to now. */
  readonly device: Device
  /** The port answers; no, when the plug is dark, asleep or out of reach. */
  readonly isOpen: boolean
  /** TCP connections open now. */
  readonly sockets: number
  /** The last requests, oldest first. */
  readonly log: readonly LoggedRequest[]
  /** The most requests that were ever in flight at once: more than 1 and answers get corrupted in the library. */
  readonly mostInFlight: number
  clearLog(): void
  /** Makes something go wrong; returns the function that ends it. */
  inject(fault: Fault): () => void
  clearFaults(): void
  readonly faults: readonly Fault[]
  /** Another client's handshake: all sessions are gone, the next request gets 403. */
  stealSession(): void
  /** The button on the case. */
  pressButton(): void
  setLoad(profile: LoadProfile): void
  /** The switch "Third-Party Compatibility" in the Tapo app. */
  setThirdParty(allowed: boolean): void
  /** A welded relay contact: commands succeed and change nothing. */
  setRelayStuck(stuck: boolean): void
  setCloud(connected: boolean): void
  /** Disturbs the plug's clock: moves it, lets it run fast or slow (1.001), or sets it back to January 2000. */
  disturbClock(disturbance: { offsetMs?: number; rate?: number; unset?: boolean }): void
  overheat(): void
  /** `false`: gone from the network (Wi-Fi), the plug itself lives on; `true`: back. */
  setReachable(reachable: boolean): Promise<void>
  /** Mains loss, back after `offMs` (default at once): see `loseMains`, and `presence.ts` for what 1.4.6 does. */
  powerCycle(offMs?: number): Promise<void>
  /** Hears a discovery probe as if it came by UDP; the answer's `result`, or `undefined` when dark. */
  probe(): Promise<Record<string, unknown> | undefined>
  /** Ends every connection and frees the ports. The plug's state can still be read. */
  stop(): Promise<void>
}

/** Starts one plug. Rejects with the system's error when a port is taken (`EADDRINUSE`). */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const host = options.host ?? '127.0.0.1'
  const clock = options.clock ?? systemClock
  const seed = options.seed ?? 1
  const device = createDevice({
    firmware: options.profile ?? 'fw-1.3',
    seed,
    loadProfile: options.load ?? 'print',
    state: options.saved ?? freshState(options.nickname ?? `Steckdose ${seed}`, clock.now()),
  })
  const changed = options.onChange ?? (() => undefined)
  const sessions = createSessionTable({ ...options, maxSessions: options.maxSessions ?? 1 })
  const faults = createFaults(seed)
  const front: PlugFront = { device, sessions, faults, thirdParty: options.thirdParty ?? true, changed }
  const log = createRequestLog()
  const plugPort = createPlugPort({
    host,
    port: options.port ?? 0,
    front,
    clock,
    log,
    latencyMs: options.latencyMs ?? 0,
  })
  const port = await plugPort.open()
  const presence = createPresence(plugPort, clock, device.firmware)
  const current = (): Device => {
    advance(device, clock.now())
    return device
  }
  const change = (act: (device: Device) => void): void => {
    act(current())
    changed()
  }
  const probe = async (): Promise<Record<string, unknown> | undefined> => {
    if (!presence.hears) return undefined
    await presence.probe()
    return introduce({ device, host, port, username: options.username, thirdParty: front.thirdParty })
  }
  const discovery =
    options.udpPort === undefined
      ? undefined
      : await startDiscovery({ host, port: options.udpPort, plugs: [{ probe }] }).catch(async (error) => {
          await plugPort.close()
          throw error
        })

  return {
    address: `${host}:${port}`,
    port,
    udpPort: discovery?.port,
    get relay() {
      return current().state.relay
    },
    get watts() {
      return wattsNow(current())
    },
    get energyMwh() {
      return sumDays(current().state.energy, () => true).energyMwh
    },
    get phase() {
      return phaseNow(current())
    },
    get device() {
      return current()
    },
    get isOpen() {
      return plugPort.isOpen
    },
    get sockets() {
      return plugPort.sockets
    },
    log: log.entries,
    get mostInFlight() {
      return log.mostInFlight
    },
    clearLog: log.clear,
    inject: faults.inject,
    clearFaults: faults.clear,
    get faults() {
      return faults.list()
    },
    stealSession: sessions.clear,
    pressButton: () => change(pressButton),
    setLoad: (profile) => change((plug) => setLoad(plug, profile)),
    setThirdParty(allowed) {
      front.thirdParty = allowed
    },
    setRelayStuck: (stuck) =>
      change((plug) => {
        plug.relayStuck = stuck
      }),
    setCloud: (connected) =>
      change((plug) => {
        plug.state.cloudStatus = connected ? 0 : 1
      }),
    disturbClock: ({ offsetMs = 0, rate = 1, unset = false }) =>
      change((plug) => {
        if (unset) forgetTime(plug)
        else disturbTime(plug, { offsetMs, rate })
      }),
    overheat: () => change(overheat),
    setReachable: presence.setReachable,
    async powerCycle(offMs = 0) {
      const restoreMains = loseMains(current())
      sessions.clear()
      changed()
      await presence.cutMains(offMs, () => change(restoreMains))
    },
    probe,
    async stop() {
      await presence.stop()
      await discovery?.close()
    },
  }
}
