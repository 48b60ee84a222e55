import * as z from 'zod'
import type { BridgeClient } from './clients/bridge.ts'
import type { HostClient } from './clients/host.ts'
import type { LiveClient } from './clients/live.ts'
import type { Database } from './db/database.ts'
import type { BoardMemory } from './services/board-memory.ts'

const Secret = z.string().min(32, 'a secret has at least 32 characters')

const Rate = z.string().regex(/^[1-9]\d{0,8}$/, 'a whole number per minute')

/** The bindings that carry configuration, parsed once per isolate. */
const ConfigBindings = z.object({
  TIME_ZONE: z.string(),
  BRIDGE_URL: z.url(),
  SITE_ADDRESS: z.string().min(1).optional(),
  DEMO: z.enum(['true', 'false']).transform((value) => value === 'true'),
  SESSION_SECRET: Secret,
  BRIDGE_SECRET: Secret,
  GATEWAY_SECRET: Secret,
  DATA_SECRET: Secret,
  SETUP_CODE: z.string().min(8).optional(),
  READS_PER_MINUTE: Rate.default('600'),
  WRITES_PER_MINUTE: Rate.default('120'),
})

export type Config = {
  timeZone: string
  bridgeUrl: string
  /** `host[:port]` by which people's own devices reach the portal; missing where none is configured. */
  siteAddress: string | undefined
  demo: boolean
  sessionSecret: string
  bridgeSecret: string
  gatewaySecret: string
  /** Encrypts what must be readable again (second factors); never changes. */
  dataSecret: string
  /** Lets the first admin in while there is nobody; the host prints it on the console. */
  setupCode: string | undefined
  /** How many requests one session may send; an address four times as many. */
  rates: { readsPerMinute: number; writesPerMinute: number }
}

/** Throws a ZodError that names the binding when one is missing or wrong. */
export const parseConfig = (bindings: unknown): Config => {
  const parsed = ConfigBindings.parse(bindings)
  return {
    timeZone: parsed.TIME_ZONE,
    bridgeUrl: parsed.BRIDGE_URL,
    siteAddress: parsed.SITE_ADDRESS,
    demo: parsed.DEMO,
    sessionSecret: parsed.SESSION_SECRET,
    bridgeSecret: parsed.BRIDGE_SECRET,
    gatewaySecret: parsed.GATEWAY_SECRET,
    dataSecret: parsed.DATA_SECRET,
    setupCode: parsed.SETUP_CODE,
    rates: {
      readsPerMinute: Number(parsed.READS_PER_MINUTE),
      writesPerMinute: Number(parsed.WRITES_PER_MINUTE),
    },
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
  /** Resolves when a power pass that began after the call has ended; rejects when it failed. */
  passPower: () => Promise<void>
  /** Lets work go on after the answer; its failure is its own business. */
  inBackground: (work: Promise<unknown>) => void
  /** A wait of so many milliseconds, for deadlines. */
  pause: (ms: number) => Promise<void>
}
