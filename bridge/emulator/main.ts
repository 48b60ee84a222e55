/** `npm run emulator`: several emulated plugs in one process, until a signal or the parent ends it. */
import { type EmulatorArguments, HELP, parseArguments, WrongArguments } from './arguments.ts'
import { type Emulator, startEmulator } from './emulator.ts'

const EXIT_WRONG_ARGUMENTS = 2
const EXIT_PORT_TAKEN = 3

async function startPlugs(options: EmulatorArguments): Promise<Emulator[]> {
  const plugs: Emulator[] = []
  for (let index = 0; index < options.plugs; index++) {
    const port = options.port === 0 ? 0 : options.port + index
    try {
      plugs.push(
        await startEmulator({
          host: options.host,
          port,
          username: options.username,
          password: options.password,
          profile: options.profile,
          nickname: `Steckdose ${index + 1}`,
          load: { name: options.load, minutes: options['work-minutes'] },
          seed: options.seed + index,
        }),
      )
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
      console.error(`Port ${port} on ${options.host} is taken: plug ${index + 1} can't listen there.`)
      process.exit(EXIT_PORT_TAKEN)
    }
  }
  return plugs
}

function readArguments(): EmulatorArguments {
  try {
    const options = parseArguments(process.argv.slice(2))
    if (options !== 'help') return options
    console.log(HELP)
    process.exit(0)
  } catch (error) {
    if (!(error instanceof WrongArguments)) throw error
    console.error(`${error.message} (see --help)`)
    process.exit(EXIT_WRONG_ARGUMENTS)
  }
}

const plugs = await startPlugs(readArguments())

const end = (): void => {
  process.exit(0)
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
process.once('disconnect', end)

for (const plug of plugs) console.log(`plug ${plug.device.identity.mac} ${plug.address}`)
console.log('ready')
process.send?.({ type: 'ready' })
