/** The host as one process: workerd, gateway, ticker. systemd starts it as `myp.service`, `start.ts` as a child. */
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { startHost } from './host.ts'
import { LogLevels, openLogs } from './log/log.ts'
import { reportToServiceManager } from './service-manager.ts'
import { parseSettings } from './settings.ts'
import { StartRefused } from './start-refused.ts'
import { announceReady } from './supervision/ready.ts'

// biome-ignore-start lint/style/noProcessEnv: a main file reads the environment once.
/**
 * Every collection a full one, of semi-spaces that make them rare: workerd's own side of an answer is freed by
 * nothing else, and a day's use would let it grow by half. What that costs is in docs/performance.md.
 */
process.env.MINIFLARE_WORKERD_V8_FLAGS ??=
  '--max-heap-size=64 --gc-global --min-semi-space-size=8 --max-semi-space-size=8'
// Found as Miniflare finds it.
const workerd: { default: string } = createRequire(createRequire(import.meta.url).resolve('miniflare'))(
  'workerd',
)
process.env.MYP_WORKERD = workerd.default
process.env.MINIFLARE_WORKERD_PATH = join(import.meta.dirname, 'supervision', 'tied-workerd')
const environment = { ...process.env }
// Whoever holds this address may speak for the service: workerd, which runs as a child, must not.
delete process.env.NOTIFY_SOCKET
// biome-ignore-end lint/style/noProcessEnv: see above.

let logs = openLogs({ name: 'host', dir: undefined, levels: LogLevels.parse('info'), now: Date.now })

const fail = (error: unknown): never => {
  if (error instanceof StartRefused) {
    logs.log.fatal(error.message)
    process.exit(error.exitCode)
  }
  logs.log.fatal({ err: error }, 'the host failed')
  process.exit(1)
}
process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

let end = async (): Promise<void> => process.exit(1)
// The supervisor is gone, maybe in the middle of the start: nobody would ever end this process.
process.once('disconnect', () => void end())

// Database, keys, logs and backups are nobody else's to read, whatever created them.
process.umask(0o077)

const root = join(import.meta.dirname, '..')
const settings = parseSettings(environment, root)
logs = openLogs({ name: 'host', dir: settings.logDir, levels: settings.logLevels, now: Date.now })
const host = await startHost({
  settings,
  root,
  now: Date.now,
  newId: randomUUID,
  environment: { ...environment, NOTIFY_SOCKET: undefined },
  threads: Math.min(availableParallelism(), 4),
  logOf: logs.logOf,
  onBroken: fail,
})

// Miniflare ends the process at once on these signals; open requests deserve their answer first.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.removeAllListeners(signal)
  process.once(signal, () => void end())
}
const serviceManager = reportToServiceManager({
  socket: environment.NOTIFY_SOCKET,
  watchdogUsec: environment.WATCHDOG_USEC,
  isAnswering: host.isAnswering,
  log: logs.log,
})

end = async () => {
  serviceManager.stopping()
  await host.stop()
  process.exit(0)
}

logs.log.info({ httpsPort: host.httpsPort }, 'host ready')
announceReady()
