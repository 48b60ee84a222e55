/** The plug bridge: `node bridge/main.ts --config PATH`. Exit codes: 0 stopped, 1 failed, 2 wrong start. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openLogs } from '../host/log/log.ts'
import { reportToServiceManager } from '../host/service-manager.ts'
import { announceReady } from '../host/supervision/ready.ts'
import { startBridge } from './bridge.ts'
import type { Clock } from './clock.ts'
import { ConfigurationError, readConfiguration } from './configuration.ts'

const clock: Clock = {
  now: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Everything that must end before we are killed. */
const stopTimeoutMs = 1_800

const quit = (code: number, line: string): never => {
  process.stderr.write(`${line}\n`)
  process.exit(code)
}

const configurationOrQuit = () => {
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' } } })
    if (values.config === undefined) return quit(2, 'usage: node bridge/main.ts --config PATH')
    return readConfiguration(values.config)
  } catch (error) {
    return quit(
      2,
      error instanceof ConfigurationError || error instanceof TypeError ? error.message : String(error),
    )
  }
}

const configuration = configurationOrQuit()
const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)
// biome-ignore lint/style/noProcessEnv: a main file reads the environment once.
const environment = process.env
const { log } = openLogs({
  name: 'bridge',
  dir: environment.MYP_LOG_DIR,
  levels: { rule: configuration.log_level, parts: new Map() },
  now: Date.now,
})
const healthTimeoutMs = 10_000

try {
  const bridge = await startBridge(configuration, { clock, log, random: Math.random, version })
  const serviceManager = reportToServiceManager({
    socket: environment.NOTIFY_SOCKET,
    watchdogUsec: environment.WATCHDOG_USEC,
    isAnswering: async () => {
      const url = `http://${configuration.host}:${bridge.port}/health`
      const answer = await fetch(url, { signal: AbortSignal.timeout(healthTimeoutMs) })
      await answer.body?.cancel()
      return answer.ok
    },
    log,
  })
  const stop = (reason: string) => {
    serviceManager.stopping()
    log.info({ reason }, 'stopping')
    setTimeout(() => process.exit(1), stopTimeoutMs).unref()
    void bridge.stop().then(() => process.exit(0))
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal))
  process.once('disconnect', () => stop('the supervisor is gone'))
  log.info({ port: bridge.port, host: configuration.host }, 'bridge ready')
  announceReady()
} catch (error) {
  const code = (error as NodeJS.ErrnoException).code
  quit(
    1,
    code === 'EADDRINUSE'
      ? `port ${configuration.port} is taken`
      : `the bridge can't start: ${String(error)}`,
  )
}
