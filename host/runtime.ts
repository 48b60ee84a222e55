import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Log, LogLevel, Miniflare, type Request, type Response } from 'miniflare'
import type { Logger } from 'pino'
import { passOnWorkerLog } from './worker-log.ts'
import { readWranglerConfig } from './wrangler-config.ts'

/** The D1 binding as the host sees it, for migrations and the demo's seed. */
export type Database = Awaited<ReturnType<Miniflare['getD1Database']>>

export type HostBinding = (request: Request) => Promise<Response>

export type RuntimeOptions = Readonly<{
  /** Folder with the worker's bundle `index.js`. */
  bundleDir: string
  /** D1 lives in `d1/` below it, Durable Objects in `do/`. */
  dataDir: string
  /** wrangler.toml: the only list of bindings and crons. */
  wranglerFile: string
  /** Loopback port of the worker; 0 takes a free one, see `Runtime.url`. */
  workerPort: number
  hostBinding: HostBinding
  /** Override the `[vars]` of wrangler.toml. */
  vars: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, string>>
  log: Logger
  /** Called at once after every start of a workerd process, also after a crash. */
  onSpawn?: () => void
  /** Called when workerd died and could not be started again: this runtime is of no more use. */
  onBroken?: (error: Error) => void
}>

export type Runtime = Readonly<{
  /** The worker's own socket, `http://127.0.0.1:PORT`; the port stays the same after a crash of workerd. */
  url: URL
  db: Database
  crons: readonly string[]
  /** The workshop's IANA time zone, as the worker sees it. */
  timeZone: string
  /** Folder of the migrations, relative to wrangler.toml. */
  migrationsDir: string
  /** Runs the worker's `scheduled()` for one cron of wrangler.toml. Throws unless its outcome is "ok". */
  scheduled: (at: Date, cron: string) => Promise<void>
  stop: () => Promise<void>
}>

/**
 * Starts workerd with the worker, its D1 database and Durable Objects, on a direct socket on loopback:
 * Miniflare's entry socket trusts `CF-*` and `MF-*` headers of any client (docs/decisions/0003).
 * A workerd that dies is started again within about 3 s. Resolves when the worker can be called.
 */
export const startRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const config = readWranglerConfig(options.wranglerFile)
  const vars = { ...config.vars, ...options.vars }
  const sqliteClasses = new Set(config.migrations.flatMap((migration) => migration.new_sqlite_classes))
  const [database] = config.d1_databases
  if (!database) throw new Error('wrangler.toml names no database')
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })

  const miniflare = new Miniflare({
    name: config.name,
    rootPath: options.bundleDir,
    // The bundle is one module; a search for more would stumble over optional imports that never run.
    modules: [{ type: 'ESModule', path: 'index.js' }],
    modulesRoot: '.',
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    bindings: { ...vars, ...options.secrets },
    d1Databases: { [database.binding]: database.database_id },
    d1Persist: join(options.dataDir, 'd1'),
    durableObjects: Object.fromEntries(
      config.durable_objects.bindings.map(({ name, class_name }) => [
        name,
        { className: class_name, useSQLite: sqliteClasses.has(class_name) },
      ]),
    ),
    durableObjectsPersist: join(options.dataDir, 'do'),
    serviceBindings: Object.fromEntries(config.services.map(({ binding }) => [binding, options.hostBinding])),
    unsafeDirectSockets: [{ host: '127.0.0.1', port: options.workerPort }],
    host: '127.0.0.1',
    port: 0,
    // Both ask the internet, which a workshop's Pi does not have.
    cf: false,
    telemetry: { enabled: false },
    log: new RuntimeLog(options.log, options.onBroken ?? (() => {})),
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      options.onSpawn?.()
      passOnWorkerLog(stdout, options.log)
      passOnWorkerLog(stderr, options.log)
    },
  })

  try {
    await miniflare.ready
    return {
      url: await miniflare.unsafeGetDirectURL(),
      db: await miniflare.getD1Database(database.binding),
      crons: config.triggers.crons,
      timeZone: vars.TIME_ZONE,
      migrationsDir: database.migrations_dir,
      scheduled: async (at, cron) => {
        // Asked for anew each time: after a crash of workerd an old handle is dead for ever.
        const worker = await miniflare.getWorker()
        const { outcome } = await worker.scheduled({ scheduledTime: at, cron })
        if (outcome !== 'ok') throw new Error(`scheduled() ended with "${outcome}"`)
      },
      stop: () => miniflare.dispose(),
    }
  } catch (error) {
    await miniflare.dispose()
    throw error
  }
}

/** Miniflare takes its log as a class. */
class RuntimeLog extends Log {
  readonly #log: Logger
  readonly #onBroken: (error: Error) => void

  constructor(log: Logger, onBroken: (error: Error) => void) {
    super(LogLevel.WARN)
    this.#log = log.child({ part: 'miniflare' })
    this.#onBroken = onBroken
  }

  override logWithLevel(level: LogLevel, message: string): void {
    if (level <= LogLevel.ERROR) this.#log.error(message)
    else if (level === LogLevel.WARN) this.#log.warn(message)
  }

  override error(error: Error): void {
    this.#log.error({ err: error }, 'runtime failed')
    if ('code' in error && error.code === 'ERR_RUNTIME_FAILURE') this.#onBroken(error)
  }
}
