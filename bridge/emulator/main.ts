/** `npm run emulator`: several emulated plugs in one process, until a signal or the parent ends it. */
import { announceReady } from '../../host/supervision/ready.ts'
import { type EmulatorArguments, HELP, parseArguments, WrongArguments } from './arguments.ts'
import { startControl } from './control.ts'
import { startDiscovery } from './discovery.ts'
import { type Emulator, startEmulator } from './emulator.ts'
import { identityOf } from './identity.ts'
import { readStateFile, type SavedPlugs, writeStateFile } from './state-file.ts'

const EXIT_WRONG_ARGUMENTS = 2
const EXIT_PORT_TAKEN = 3

function fail(exitCode: number, line: string): never {
  console.error(line)
  process.exit(exitCode)
}

/** Waits for a port to listen; ends the process with one line that names it when it is taken. */
async function listen<Listener>(what: string, port: number, start: Promise<Listener>): Promise<Listener> {
  try {
    return await start
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE')
      return fail(EXIT_PORT_TAKEN, `Port ${port} is taken: ${what} can't listen there.`)
    throw error
  }
}

function readArguments(): EmulatorArguments {
  try {
    const options = parseArguments(process.argv.slice(2))
    if (options !== 'help') return options
  } catch (error) {
    if (!(error instanceof WrongArguments)) throw error
    return fail(EXIT_WRONG_ARGUMENTS, `${error.message} (see --help)`)
  }
  console.log(HELP)
  process.exit(0)
}

function readSaved(path: string | undefined): SavedPlugs {
  try {
    return path === undefined ? {} : readStateFile(path)
  } catch (error) {
    return fail(EXIT_WRONG_ARGUMENTS, error instanceof Error ? error.message : String(error))
  }
}

const options = readArguments()
const saved = readSaved(options.state)
const plugs: Emulator[] = []

/** Nothing is written while the plugs are still starting: it would forget those that are not there yet. */
const save = (): void => {
  if (options.state === undefined || plugs.length < options.plugs) return
  const states = plugs.map(({ device }) => [device.identity.mac, device.state] as const)
  writeStateFile(options.state, { ...saved, ...Object.fromEntries(states) })
}

const end = (): void => {
  save()
  process.exit(0)
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
process.once('disconnect', end)

for (let index = 0; index < options.plugs; index++) {
  const port = options.port === 0 ? 0 : options.port + index
  const seed = options.seed + index
  const plug = startEmulator({
    host: options.host,
    port,
    username: options.username,
    password: options.password,
    profile: options.profile,
    nickname: `Steckdose ${index + 1}`,
    load: { name: options.load, minutes: options['work-minutes'] },
    seed,
    latencyMs: options['latency-ms'],
    saved: saved[identityOf(seed).mac],
    onChange: save,
  })
  plugs.push(await listen(`plug ${index + 1}`, port, plug))
}
try {
  save()
} catch (error) {
  // Now rather than at the first command.
  fail(
    EXIT_WRONG_ARGUMENTS,
    `${options.state} can't be written: ${error instanceof Error ? error.message : error}`,
  )
}
const udpPort = options['udp-port']
const discovery =
  udpPort === undefined
    ? undefined
    : await listen('discovery', udpPort, startDiscovery({ host: options.host, port: udpPort, plugs }))
const controlPort = options['control-port']
const control =
  controlPort === undefined
    ? undefined
    : await listen('control', controlPort, startControl({ port: controlPort, plugs }))

for (const plug of plugs) console.log(`plug ${plug.device.identity.mac} ${plug.address}`)
if (discovery) console.log(`discovery ${options.host}:${discovery.port}`)
if (control) console.log(`control http://127.0.0.1:${control.port}/plugs`)
console.log('ready')
announceReady()
