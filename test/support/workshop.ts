import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { hash } from '@node-rs/bcrypt'
import { Response } from 'miniflare'
import pino from 'pino'
import { createHostBinding } from '../../host/binding.ts'
import { applyMigrations } from '../../host/migrations.ts'
import { PASS_CRON, PLUG_TEST_CRON } from '../../host/protocol.ts'
import { type Database, startRuntime } from '../../host/runtime.ts'
import { TEST_WORKER_DIR } from './build-test-worker.ts'
import { createClient } from './client.ts'
import { testObservation } from './observation.ts'

export const PASSWORD = 'ein langes Passwort'
const GATEWAY_SECRET = 'gateway-secret-for-tests-0123456789abcdef'
export const DATA_SECRET = 'data-secret-for-tests-0123456789abcdef'
export const BRIDGE_SECRET = 'bridge-secret-for-tests-0123456789abcdef'
/** A Monday, 10:00 in Berlin. */
export const MONDAY_10 = Date.parse('2026-11-23T09:00:00.000Z')

const PEOPLE = [
  { id: 'admin', role: 'admin', displayName: 'Ada Admin' },
  { id: 'trainer', role: 'trainer', displayName: 'Theo Trainer' },
  { id: 'anna', role: 'apprentice', displayName: 'Anna Muster' },
  { id: 'ben', role: 'apprentice', displayName: 'Ben Beispiel' },
  { id: 'gast', role: 'guest', displayName: 'Gerd Gast' },
] as const
export type Username = (typeof PEOPLE)[number]['id']

export type Workshop = Awaited<ReturnType<typeof startWorkshop>>

/** Cost 4 keeps signing in fast; the worker takes the cost from the hash. */
const seedPeople = async (db: Database, now: number): Promise<void> => {
  const passwordHash = await hash(PASSWORD, 4)
  const insert = db.prepare(
    'insert into users (id, username, display_name, role, password_hash, created_at) values (?, ?, ?, ?, ?, ?)',
  )
  await db.batch(
    PEOPLE.map(({ id, role, displayName }) => insert.bind(id, id, displayName, role, passwordHash, now)),
  )
}

const seedPrinters = async (
  db: Database,
  count: number,
  plugAddresses: string[],
  now: number,
): Promise<void> => {
  const plug = db.prepare(
    "insert into plugs (id, name, driver, address, created_at) values (?, ?, 'tapo', ?, ?)",
  )
  const printer = db.prepare(
    "insert into printers (id, name, manufacturer, model, kind, plug_id, created_at) values (?, ?, 'Prusa', 'MK4', 'printer', ?, ?)",
  )
  const numbers = Array.from({ length: count }, (_, i) => i + 1)
  await db.batch([
    ...plugAddresses.map((address, i) => plug.bind(`plug-${i + 1}`, `Steckdose ${i + 1}`, address, now)),
    ...numbers.map((n) =>
      printer.bind(
        `printer-${n}`,
        `Drucker ${n}`,
        plugAddresses[n - 1] === undefined ? null : `plug-${n}`,
        now,
      ),
    ),
  ])
}

/** In an order that the references allow. */
const FORGOTTEN = [
  'plug_tests',
  'training_weeks',
  'fault_photo_parts',
  'fault_photos',
  'fault_reports',
  'maintenance_services',
  'maintenance_plans',
  'cost_corrections',
  'frozen_months',
  'job_measurements',
  'power_levels',
  'usage_days',
  'usage_hours',
  'usage_sums',
  'usage_heat',
  'usage_heat_machines',
  'plug_minutes',
  'plug_hours',
  'plug_states',
  'power_overrides',
  'emergency_stops',
  'tariffs',
  'incidents',
  'notifications',
  'held_slots',
  'waiting_list',
  'closures',
  'minors',
  'instruction_records',
  'instruction_texts',
  'qualification_grants',
  'qualifications',
  'guest_requests',
  'kiosk_visits',
  'kiosk_credentials',
  'calendar_feeds',
  'idempotency_keys',
  'jobs',
  'job_series',
  'settings',
  'login_throttles',
  'usage_stale',
  'refusal_days',
]

/**
 * Empties the tables. The ledger and the audit trail can't be emptied while their guards stand, so these are
 * put aside and back in the same transaction. Of the trail only what would lie in the future goes: the clock
 * is set back, and the system would rightly wonder.
 */
const forget = async (db: Database, at: number): Promise<void> => {
  const { results } = await db
    .prepare("select name, sql from sqlite_master where type = 'trigger' and sql like '%append_only%'")
    .all<{ name: string; sql: string }>()
  await db.batch([
    ...results.map(({ name }) => db.prepare(`drop trigger ${name}`)),
    ...FORGOTTEN.map((table) => db.prepare(`delete from ${table}`)),
    db.prepare('delete from audit_events where at > ?').bind(at),
    db.prepare('update ledger_marks set rolled_id = 0'),
    ...results.map(({ sql }) => db.prepare(sql)),
  ])
}

/**
 * On a busy machine workerd may close a connection it has seen idle while Miniflare is about to use it
 * again: then the call never reached it. A pass may be asked for twice, so once more does no harm.
 */
const despiteIdleSocket = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call()
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'UND_ERR_SOCKET') throw error
    return call()
  }
}

type Options = {
  printers?: number
  plugAddresses?: string[]
  bridgeUrl?: string
  now?: number | 'real'
  /** More configuration, as the host would give it. */
  vars?: Record<string, string>
  /** Nobody yet: a first start. */
  isEmpty?: boolean
}

/** The worker in workerd on a database of its own, with people and printers. Nothing is shared between two. */
export const startWorkshop = async ({
  printers = 2,
  plugAddresses = [],
  // Nobody listens on the discard port: a bridge that is down.
  bridgeUrl = 'http://127.0.0.1:9',
  now = MONDAY_10,
  vars = {},
  isEmpty = false,
}: Options = {}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'myp-test-'))
  let time = now === 'real' ? Date.now() : now
  const observation = testObservation(() => time)
  const host = createHostBinding({ threads: 2, observation })
  const passwordWork: number[] = []
  const judge = { isBusy: false }
  const runtime = await startRuntime({
    bundleDir: resolve(TEST_WORKER_DIR),
    dataDir,
    wranglerFile: 'wrangler.toml',
    workerPort: 0,
    hostBinding: async (request) => {
      if (request.url.endsWith('/password/verify')) {
        if (judge.isBusy) return new Response(null, { status: 503 })
        const { hash } = (await request.clone().json()) as { hash: string }
        passwordWork.push(Number(/^\$2[aby]\$(\d\d)\$.{53}$/.exec(hash)?.[1] ?? 0))
      }
      return host(request)
    },
    vars: {
      TIME_ZONE: 'Europe/Berlin',
      BRIDGE_URL: bridgeUrl,
      DEMO: 'false',
      // With the clock standing still, a limit by the minute would never let go.
      READS_PER_MINUTE: '1000000',
      WRITES_PER_MINUTE: '1000000',
      ...vars,
    },
    secrets: {
      SESSION_SECRET: 'session-secret-for-tests-0123456789abcdef',
      BRIDGE_SECRET,
      GATEWAY_SECRET,
      DATA_SECRET,
    },
    log: pino({ level: process.env.MYP_TEST_LOG ?? 'silent' }),
  })
  const setClock = async (at: number | 'real'): Promise<void> => {
    time = at === 'real' ? Date.now() : at
    await fetch(new URL('/__clock', runtime.url), { method: 'POST', body: String(at) })
  }
  await applyMigrations(runtime.db, 'migrations', async () => {})
  if (!isEmpty) await seedPeople(runtime.db, time)
  await seedPrinters(runtime.db, printers, plugAddresses, time)
  await setClock(now)

  const visitor = (headers?: Record<string, string>) =>
    createClient({ url: runtime.url, gatewaySecret: GATEWAY_SECRET, ...(headers ? { headers } : {}) })
  return {
    url: runtime.url,
    gatewaySecret: GATEWAY_SECRET,
    db: runtime.db,
    /** Somebody who has not signed in. */
    visitor,
    /** Signed in as one of the seeded people. */
    as: async (username: Username) => {
      const client = visitor()
      await client.signIn(username, PASSWORD)
      return client
    },
    /** The cost (log2 of the rounds) of every password the host was asked to judge; 0: none. */
    passwordWork,
    /** While it is busy, no password is judged. */
    judge,
    /** What the host says of its machine and its backups. */
    machine: observation.world,
    now: () => time,
    setClock,
    advance: (ms: number) => setClock(time + ms),
    /** What the ticker does every minute. */
    tick: () => despiteIdleSocket(() => runtime.scheduled(new Date(time), PASS_CRON)),
    /** What it does every second minute besides: one plug's self-test. */
    testNextPlug: () => despiteIdleSocket(() => runtime.scheduled(new Date(time), PLUG_TEST_CRON)),
    /** Forgets every reservation and what was measured, as if the test before had not been. */
    clear: async () => {
      await forget(runtime.db, now === 'real' ? Date.now() : now)
      await runtime.db.prepare("update printers set policy = '{}', service_state = 'available'").run()
      await setClock(now)
    },
    stop: async () => {
      await runtime.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** An instant some minutes after the workshop's now, as the API takes it. */
export const inMinutes = (workshop: Workshop, minutes: number): string =>
  new Date(workshop.now() + minutes * 60_000).toISOString()

/** Those who most stories are about, signed in anew. */
export const signInAll = async (workshop: Workshop) => ({
  admin: await workshop.as('admin'),
  trainer: await workshop.as('trainer'),
  anna: await workshop.as('anna'),
  ben: await workshop.as('ben'),
})
