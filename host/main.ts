/** The host as one process: workerd, gateway, ticker. systemd starts it as `myp.service`, `start.ts` as a child. */
import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { startHost } from './host.ts'
import { parseSettings } from './settings.ts'
import { StartRefused } from './start-refused.ts'

// biome-ignore-start lint/style/noProcessEnv: a main file reads the environment once.
/** workerd grows to 700 MB and more on V8's own judgement; with this it levels off at about 270 MB, as fast as before. */
process.env.MINIFLARE_WORKERD_V8_FLAGS ??= '--max-heap-size=64'
const environment = process.env
// biome-ignore-end lint/style/noProcessEnv: see above.

const log = pino({ level: 'info', base: undefined })

const fail = (error: unknown): never => {
  if (error instanceof StartRefused) {
    log.fatal(error.message)
    process.exit(error.exitCode)
  }
  log.fatal({ err: error }, 'the host failed')
  process.exit(1)
}
process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

const root = join(import.meta.dirname, '..')
const host = await startHost({
  settings: parseSettings(environment, root),
  root,
  now: Date.now,
  newId: randomUUID,
  threads: Math.min(availableParallelism(), 4),
  log,
  onBroken: fail,
})

// Miniflare ends the process at once on these signals; open requests deserve their answer first.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.removeAllListeners(signal)
  process.once(signal, () => void end())
}
// The supervisor is gone: nobody would ever end this process.
process.once('disconnect', () => void end())

const end = async (): Promise<void> => {
  await host.stop()
  process.exit(0)
}

log.info({ httpsPort: host.httpsPort }, 'host ready')
process.send?.({ type: 'ready' })
