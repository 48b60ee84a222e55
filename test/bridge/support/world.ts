import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../bridge/emulator/emulator.ts'
import { openEnergyBook } from '../../../bridge/energy-book.ts'
import { createFleet, type Fleet } from '../../../bridge/fleet.ts'
import type { Keeper } from '../../../bridge/keeper.ts'
import { createMetrics, type Metrics } from '../../../bridge/metrics.ts'
import type { Plug } from '../../../bridge/plug.ts'
import type { OwnedPlug, PlugReading, SelfTestAnswer } from '../../../bridge/protocol.ts'
import { createTapoPlug } from '../../../bridge/tapo/tapo-plug.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

export const account = { username: 'Werkstatt@myp.local', password: 'kein-Geheimnis-7731' }

export type World = {
  clock: VirtualClock
  fleet: Fleet
  metrics: Metrics
  emulators: Emulator[]
  /** Everything the bridge logged, as text. */
  log: () => string
  /** What the bridge told the worker about changes, oldest first. */
  events: { kind: 'state' | 'load'; reading: PlugReading }[]
  keeper: (index?: number) => Keeper
  reading: (index?: number) => PlugReading
  advance: (ms: number) => Promise<void>
  /** Switches and lets time pass until it is done; a failure is thrown as the bridge throws it. */
  switchTo: (on: boolean, offAfterSeconds?: number, index?: number) => Promise<PlugReading>
  selfTest: (index?: number) => Promise<SelfTestAnswer>
  /** Ends the bridge and starts another one on the same data, as after a crash. */
  restartBridge: () => Promise<void>
  close: () => Promise<void>
}

export type WorldOptions = {
  plugs?: Partial<EmulatorOptions>[]
  /** The account the bridge believes in. */
  account?: typeof account
  startAt?: number
  pollMs?: number
  /** Stands between the bridge and the driver of each plug. */
  wrap?: (plug: Plug) => Plug
  /** What the discovery probe reaches; default: nobody hears it. */
  wake?: (emulator: Emulator) => Promise<boolean>
}

/** Emulated plugs and a bridge that owns them, at a Monday noon that lasts until it is advanced. */
export const openWorld = async (options: WorldOptions = {}): Promise<World> => {
  const clock = createVirtualClock(options.startAt ?? Date.UTC(2026, 10, 23, 11))
  const folder = await mkdtemp(join(tmpdir(), 'myp-bridge-'))
  const emulators = await Promise.all(
    (options.plugs ?? [{}]).map((plug, index) =>
      startEmulator({ ...account, seed: index + 1, clock, ...plug }),
    ),
  )
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) })
  const metrics = createMetrics()
  const events: World['events'] = []
  const owned = emulators.map(
    (emulator, index): OwnedPlug => ({ id: `plug-${index}`, driver: 'tapo', address: emulator.address }),
  )

  const startBridge = async () => {
    const energy = await openEnergyBook(folder, clock, log)
    const fleet = createFleet({
      clock,
      energy,
      metrics,
      log,
      random: () => 0.5,
      pollMs: options.pollMs ?? 10_000,
      onChange: (kind, reading) => events.push({ kind, reading }),
      openPlug: ({ address }) => {
        const plug = createTapoPlug({
          address,
          account: options.account ?? account,
          clock,
          metrics,
          timeZone: 'Europe/Berlin',
          led: undefined,
          wake: async () => {
            const emulator = emulators.find((one) => one.address === address)
            return emulator && options.wake ? options.wake(emulator) : false
          },
        })
        return options.wrap ? options.wrap(plug) : plug
      },
    })
    fleet.own(owned)
    await clock.advance(0)
    return { fleet, energy }
  }
  let bridge = await startBridge()
  const keeper = (index = 0): Keeper => {
    const found = bridge.fleet.find(`plug-${index}`)
    if (!found) throw new Error(`no plug ${index}`)
    return found
  }
  return {
    clock,
    metrics,
    emulators,
    events,
    get fleet() {
      return bridge.fleet
    },
    log: () => lines.join(''),
    keeper,
    reading: (index) => keeper(index).reading(),
    advance: clock.advance,
    switchTo: (on, offAfterSeconds, index) =>
      clock.until(keeper(index).switchTo({ on, ...(offAfterSeconds ? { offAfterSeconds } : {}) })),
    selfTest: (index) => clock.until(keeper(index).selfTest()),
    restartBridge: async () => {
      bridge.fleet.close()
      bridge = await startBridge()
    },
    close: async () => {
      bridge.fleet.close()
      await bridge.energy.close()
      await Promise.all(emulators.map((emulator) => emulator.stop()))
      clock.close()
      await rm(folder, { recursive: true })
    },
  }
}
