/** `npm start`: the whole workshop on one machine, supervised. Under systemd, host and bridge run as units instead. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseSettings } from './settings.ts'
import { StartRefused } from './start-refused.ts'
import { identifyStarter, isAlive } from './supervision/process-identity.ts'
import { supervise } from './supervision/supervise.ts'

/** Everything is to be gone 5 s after a signal, whatever hangs. */
const STOP_TIMEOUT_MS = 4_800
const STARTER_POLL_MS = 500

// biome-ignore lint/style/noProcessEnv: a main file reads the environment once.
const environment = process.env
const root = join(import.meta.dirname, '..')
// Only npm: who starts this from a shell may leave the shell and mean it to go on.
const starter = environment.npm_lifecycle_event === undefined ? undefined : identifyStarter(process.ppid)
const stopping = new AbortController()
let exitCode = 0

const tell = (text: string): void => console.log(text)
// A closed terminal must not end the workshop half-way.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

const requestStop = (code: number): void => {
  if (stopping.signal.aborted) return
  exitCode = code
  stopping.abort(new Error('asked to stop'))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) tell('stopping …')
    requestStop(0)
  })
}
stopping.signal.addEventListener('abort', () => {
  setTimeout(() => process.exit(exitCode), STOP_TIMEOUT_MS).unref()
})

// An npm that is killed takes its shell with it at most, never this process.
const starterWatch = setInterval(() => {
  if (starter && !isAlive(starter)) requestStop(1)
}, STARTER_POLL_MS)

try {
  const { values } = parseArgs({ options: { watch: { type: 'boolean', default: false } } })
  const stop = await supervise({
    settings: parseSettings(environment, root),
    root,
    environment,
    starter,
    isWatching: values.watch,
    tell,
    onGivenUp: requestStop,
    signal: stopping.signal,
  })
  if (!stopping.signal.aborted) {
    await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }))
  }
  await stop()
} catch (error) {
  if (!stopping.signal.aborted) {
    exitCode = error instanceof StartRefused ? error.exitCode : 1
    const text = error instanceof Error ? error.message : String(error)
    console.error(`MYP can't start: ${text}`)
  }
}
clearInterval(starterWatch)
process.exit(exitCode)
