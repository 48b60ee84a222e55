import * as z from 'zod'
import type { BridgeClient } from './clients/bridge.ts'
import type { HostClient } from './clients/host.ts'
import type { LiveClient } from './clients/live.ts'
import type { Database } from './db/database.ts'
import type { BoardMemory } from './services/board-memory.ts'

const Secret = z.string().min(32, 'a secret has at least 32 characters')

/** The bindings that carry configuration, parsed once per isolate. */
const ConfigBindings = z.object({
  TIME_ZONE: z.string(),
  BRIDGE_URL: z.url(),
  DEMO: z.enum(['true', 'false']).transform((value) => value === 'true'),
  SESSION_SECRET: Secret,
  BRIDGE_SECRET: Secret,
  GATEWAY_SECRET: Secret,
})

export type Config = {
  timeZone: string
  bridgeUrl: string
  demo: boolean
  sessionSecret: string
  bridgeSecret: string
  gatewaySecret: string
}

/** Throws a ZodError that names the binding when one is missing or wrong. */
export const parseConfig = (bindings: unknown): Config => {
  const parsed = ConfigBindings.parse(bindings)
  return {
    timeZone: parsed.TIME_ZONE,
    bridgeUrl: parsed.BRIDGE_URL,
    demo: parsed.DEMO,
    sessionSecret: parsed.SESSION_SECRET,
    bridgeSecret: parsed.BRIDGE_SECRET,
    gatewaySecret: parsed.GATEWAY_SECRET,
  }
}

export type Log = Record<'info' | 'warn' | 'error', (event: string, facts?: Record<string, unknown>) => void>

/** Everything a service may use. Real ones are built in `worker.ts`, nowhere else. */
export type Deps = {
  config: Config
  db: Database
  bridge: BridgeClient
  host: HostClient
  live: LiveClient
  board: BoardMemory
  /** Epoch milliseconds. */
  now: () => number
  newId: () => string
  log: Log
  /** Asks for a power pass soon, without waiting for it; passes never overlap. */
  nudgePower: () => void
}
