import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { Configuration } from './configuration.ts'
import { openEnergyBook } from './energy-book.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { createMetrics } from './metrics.ts'
import type { Plug } from './plug.ts'
import type { OwnedPlug } from './protocol.ts'
import { startPush } from './push.ts'
import { startServer } from './server.ts'
import { createDiscovery } from './tapo/discovery.ts'
import { createTapoPlug } from './tapo/tapo-plug.ts'

export type BridgeDeps = { clock: Clock; log: Logger; random: () => number; version: string }
export type Bridge = {
  port: number
  fleet: Fleet
  /** Ends everything and writes what is not yet on disk. */
  stop: () => Promise<void>
}

/** Builds the bridge from its configuration and starts it. @throws the system's error when the port is taken */
export const startBridge = async (configuration: Configuration, deps: BridgeDeps): Promise<Bridge> => {
  const { clock, log } = deps
  const metrics = createMetrics()
  const energy = await openEnergyBook(configuration.data_dir, clock, log)
  const discovery = createDiscovery({
    clock,
    subnet: configuration.network?.subnet,
    probePort: configuration.probe_port,
  })
  const openPlug = (owned: OwnedPlug): Plug => {
    switch (owned.driver) {
      case 'tapo':
        return createTapoPlug({
          address: owned.address,
          account: configuration.account.find((one) => one.address === owned.address) ?? configuration.tapo,
          clock,
          metrics,
          timeZone: configuration.time_zone,
          led: configuration.tapo.led,
          wake: (signal) => discovery.wake(owned.address, signal),
        })
    }
  }
  const push = startPush({
    url: new URL('/internal/plug-events', configuration.worker_url.replace(/^http/, 'ws')).href,
    secret: configuration.secret,
    clock,
    metrics,
    log,
  })
  const pollMs = configuration.poll_seconds * 1000
  const fleet = createFleet({ ...deps, energy, metrics, pollMs, openPlug, onChange: push.tell })
  const stopPlugs = async () => {
    fleet.close()
    push.close()
    await energy.close()
  }
  try {
    const { host, port, secret } = configuration
    const server = await startServer({
      ...deps,
      host,
      port,
      secret,
      fleet,
      metrics,
      search: discovery.search,
    })
    return {
      port: server.port,
      fleet,
      stop: async () => {
        await server.close()
        await stopPlugs()
      },
    }
  } catch (error) {
    await stopPlugs()
    throw error
  }
}
