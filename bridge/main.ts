/** The plug bridge: `node bridge/main.ts --config PATH`. Exit codes: 0 stopped, 1 failed, 2 wrong start. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
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
const log = pino({
  level: configuration.log_level,
  base: { process: 'bridge' },
  redact: ['*.password', '*.secret', '*.username', 'headers', '*.headers', '*.config'],
})

try {
  const bridge = await startBridge(configuration, { clock, log, random: Math.random, version })
  const stop = (reason: string) => {
    log.info({ reason }, 'stopping')
    setTimeout(() => process.exit(1), stopTimeoutMs).unref()
    void bridge.stop().then(() => process.exit(0))
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal))
  process.once('disconnect', () => stop('the supervisor is gone'))
  log.info({ port: bridge.port, host: configuration.host }, 'bridge ready')
  process.send?.({ type: 'ready' })
} catch (error) {
  const code = (error as NodeJS.ErrnoException).code
  quit(
    1,
    code === 'EADDRINUSE'
      ? `port ${configuration.port} is taken`
      : `the bridge can't start: ${String(error)}`,
  )
}
