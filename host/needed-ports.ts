import { EMULATED_PLUGS, EMULATOR_PORTS, type Settings } from './settings.ts'
import type { NeededPort } from './supervision/ports.ts'

const LOOPBACK = '127.0.0.1'

/** Ports of the host's own process. Only the gateway's two are ever on the network. */
export const hostPorts = (settings: Settings, listen: string): NeededPort[] => [
  { port: settings.httpsPort, host: listen, purpose: 'the portal (HTTPS)', variable: 'MYP_HTTPS_PORT' },
  { port: settings.httpPort, host: listen, purpose: 'the redirect to HTTPS', variable: 'MYP_HTTP_PORT' },
  { port: settings.workerPort, host: LOOPBACK, purpose: 'the worker', variable: 'MYP_WORKER_PORT' },
]

export const bridgePorts = (settings: Settings): NeededPort[] => [
  { port: settings.bridgePort, host: LOOPBACK, purpose: 'the bridge', variable: 'MYP_BRIDGE_PORT' },
]

export const emulatorPorts = (settings: Settings): NeededPort[] =>
  Array.from({ length: EMULATOR_PORTS }, (_, index) => ({
    port: settings.emulatorPort + index,
    host: LOOPBACK,
    purpose:
      index < EMULATED_PLUGS
        ? `emulated plug ${index + 1} of ${EMULATED_PLUGS}`
        : 'the control of the emulated plugs',
    variable: 'MYP_EMULATOR_PORT',
  }))
