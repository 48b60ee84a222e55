import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { EXIT } from '../start-refused.ts'
import { identify, type ProcessIdentity } from './process-identity.ts'

/** All of it must fit into the 5 s in which everything is to end. */
const STOP_GRACE_MS = 3_500
/** Under heavy load the demo's first start was seen to take more than a minute; whoever is ended then never gets there. */
const READY_TIMEOUT_MS = 180_000
/** A child that lived this long has recovered: its next death starts a new count. */
const HEALTHY_MS = 60_000
const DEATH_LIMIT = 8
const backOffMs = (deaths: number): number => Math.min(250 * 2 ** (deaths - 1), 10_000)

export type ChildOptions = Readonly<{
  name: string
  script: string
  arguments: readonly string[]
  nodeOptions: readonly string[]
  cwd: string
  environment: Record<string, string | undefined>
  /** Every line of the child's output, and whether it came on stderr. */
  onLine: (line: string, isStderr: boolean) => void
  onStart: (identity: ProcessIdentity) => void
  onEnd: () => void
  /** Tells a person what happens: "… ended (code 1), starting again in 1 s". */
  tell: (text: string) => void
  /** The child can't be kept running; `exitCode` is what the whole should end with. */
  onGivenUp: (exitCode: number) => void
}>

export type Child = Readonly<{
  /** Resolves when the child has said for the first time that it is ready. */
  ready: Promise<void>
  /** Ends the child and starts it again, without counting it as a death. */
  restart: () => Promise<void>
  stop: () => Promise<void>
}>

type End = { code: number | null; signal: NodeJS.Signals | null }
type Run = { ended: Promise<End>; end: () => Promise<void> }

/**
 * Starts a Node process with an IPC channel and starts it again whenever it dies: after 0.25 s, then twice as long
 * each time up to 10 s; after 8 deaths in a row it gives up. An exit code that says "somebody must change
 * something first" (`EXIT`) is not answered by a restart. A child that is not ready within 3 minutes is ended.
 */
export const keepRunning = (options: ChildOptions): Child => {
  const stopping = new AbortController()
  const ready = Promise.withResolvers<void>()
  let current: (Run & { isWanted: boolean }) | undefined
  let deaths = 0

  const runOnce = async (): Promise<'given up' | 'again'> => {
    const startedAt = performance.now()
    const child = start(options, () => ready.resolve())
    current = { ...child, isWanted: true }
    const run = current
    const { code, signal } = await child.ended
    options.onEnd()
    if (!run.isWanted || stopping.signal.aborted) return 'again'
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
    if (code !== null && Object.values<number>(EXIT).includes(code)) {
      options.onGivenUp(code)
      return 'given up'
    }
    deaths = performance.now() - startedAt > HEALTHY_MS ? 1 : deaths + 1
    if (deaths >= DEATH_LIMIT) {
      options.tell(`${options.name} ${how}, for the ${deaths}th time in a row: giving up`)
      options.onGivenUp(1)
      return 'given up'
    }
    options.tell(`${options.name} ${how}, starting again in ${backOffMs(deaths) / 1000} s`)
    await wait(backOffMs(deaths), undefined, { signal: stopping.signal }).catch(() => {})
    return 'again'
  }

  const finished = (async () => {
    while (!stopping.signal.aborted && (await runOnce()) === 'again');
  })()

  return {
    ready: ready.promise,
    restart: async () => {
      if (current) current.isWanted = false
      await current?.end()
    },
    stop: async () => {
      stopping.abort()
      await current?.end()
      await finished
    },
  }
}

/**
 * glibc keeps free memory for each thread: with two such stores instead of sixteen a busy host was measured at 250 MB
 * instead of 296 MB, and with a fixed limit of what it keeps at 142 MB instead of 175 MB. As in deploy/systemd.
 */
const MALLOC = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' }
/** Compiled sources, kept from start to start; see docs/decisions/0087. As in deploy/systemd. */
const COMPILE_CACHE = join('dist', 'compile-cache')

const start = (options: ChildOptions, onReady: () => void): Run => {
  const child = spawn(process.execPath, [...options.nodeOptions, options.script, ...options.arguments], {
    cwd: options.cwd,
    env: { ...MALLOC, NODE_COMPILE_CACHE: join(options.cwd, COMPILE_CACHE), ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const ended = new Promise<End>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: 1, signal: null }))
  })
  const identity = child.pid === undefined ? undefined : identify(child.pid)
  if (identity) options.onStart(identity)
  passOnLines(child, options.onLine)
  // Without a word within the deadline the child hangs: its end is then treated like any other death.
  const timer = setTimeout(() => void child.kill('SIGKILL'), READY_TIMEOUT_MS)
  void ended.then(() => clearTimeout(timer))
  child.on('message', (message) => {
    if (!isReadyMessage(message)) return
    clearTimeout(timer)
    onReady()
  })
  return {
    ended,
    end: async () => {
      child.kill('SIGTERM')
      const grace = setTimeout(() => void child.kill('SIGKILL'), STOP_GRACE_MS)
      await ended
      clearTimeout(grace)
    },
  }
}

const passOnLines = (child: ChildProcess, onLine: ChildOptions['onLine']): void => {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => onLine(line, stream === child.stderr))
  }
}

const isReadyMessage = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready'
