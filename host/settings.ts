import { resolve } from 'node:path'
import * as z from 'zod'
import { LogLevels } from './log/log.ts'
import { EXIT, StartRefused } from './start-refused.ts'

/**
 * How many plugs the demo emulates; they take this many ports from `emulatorPort` on. One more than there are
 * machines: the last one waits to be found and set up.
 */
export const EMULATED_PLUGS = 7
/** They, and the port after them on which their buttons are pressed and their mains cut. */
export const EMULATOR_PORTS = EMULATED_PLUGS + 1

const port = (fallback: number, highest = 65_535) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(1, 'must be at least 1').max(highest, `must be at most ${highest}`))
    .default(fallback)

const path = z.string().min(1, 'must not be empty')

const Environment = z.object({
  MYP_DATA_DIR: path.default('data'),
  MYP_CONFIG: path.optional(),
  MYP_HTTPS_PORT: port(8443),
  MYP_HTTP_PORT: port(8080),
  MYP_WORKER_PORT: port(8787),
  MYP_BRIDGE_PORT: port(8790),
  MYP_EMULATOR_PORT: port(18_100, 65_536 - EMULATOR_PORTS),
  MYP_LOG_DIR: path.optional(),
  MYP_LOG_LEVEL: LogLevels.prefault('info'),
  MYP_BRIDGE_CONFIG: path.optional(),
  MYP_HOST: z.union([z.ipv4(), z.ipv6(), z.literal('localhost')], 'must be an IP address').optional(),
})

export type Settings = Readonly<{
  dataDir: string
  /** The site's configuration; where this file is missing, the host runs the demo. */
  configFile: string
  httpsPort: number
  httpPort: number
  workerPort: number
  bridgePort: number
  /** The first of `EMULATOR_PORTS` ports. */
  emulatorPort: number
  /** Where log files go; without it the standard output is the only log. */
  logDir: string | undefined
  logLevels: LogLevels
  /** The bridge's configuration file, which encrypted backups include. */
  bridgeConfig: string
  /** Listen address, when the environment names one. */
  host: string | undefined
}>

/**
 * Reads the environment once. Relative paths are resolved against `root`.
 * Throws `StartRefused` (exit code 2) whose one line names the variable that is wrong.
 */
export const parseSettings = (environment: Record<string, string | undefined>, root: string): Settings => {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      return `${name}=${JSON.stringify(environment[name])} ${issue.message}`
    })
    throw new StartRefused(EXIT.settings, `wrong setting: ${lines.join('; ')}`)
  }
  const values = parsed.data
  requireDistinctPorts(values)
  const dataDir = resolve(root, values.MYP_DATA_DIR)
  return {
    dataDir,
    configFile: values.MYP_CONFIG ? resolve(root, values.MYP_CONFIG) : resolve(dataDir, 'config.toml'),
    httpsPort: values.MYP_HTTPS_PORT,
    httpPort: values.MYP_HTTP_PORT,
    workerPort: values.MYP_WORKER_PORT,
    bridgePort: values.MYP_BRIDGE_PORT,
    emulatorPort: values.MYP_EMULATOR_PORT,
    logDir: values.MYP_LOG_DIR ? resolve(root, values.MYP_LOG_DIR) : undefined,
    logLevels: values.MYP_LOG_LEVEL,
    bridgeConfig: values.MYP_BRIDGE_CONFIG
      ? resolve(root, values.MYP_BRIDGE_CONFIG)
      : resolve(dataDir, 'bridge.toml'),
    host: values.MYP_HOST,
  }
}

const requireDistinctPorts = (values: z.infer<typeof Environment>): void => {
  const names = ['MYP_HTTPS_PORT', 'MYP_HTTP_PORT', 'MYP_WORKER_PORT', 'MYP_BRIDGE_PORT'] as const
  const owners = new Map<number, string>()
  for (let plug = 0; plug < EMULATED_PLUGS; plug++) {
    owners.set(values.MYP_EMULATOR_PORT + plug, `MYP_EMULATOR_PORT (plug ${plug + 1} of ${EMULATED_PLUGS})`)
  }
  owners.set(values.MYP_EMULATOR_PORT + EMULATED_PLUGS, 'MYP_EMULATOR_PORT (control of the plugs)')
  for (const name of names) {
    const owner = owners.get(values[name])
    if (owner) {
      throw new StartRefused(
        EXIT.settings,
        `wrong setting: ${name}=${values[name]} is already the port of ${owner}`,
      )
    }
    owners.set(values[name], name)
  }
}
