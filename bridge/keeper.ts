import type { Logger } from 'pino'
import { createBackOff } from './back-off.ts'
import { createCare } from './care.ts'
import { type CommandDeps, carryOut } from './command.ts'
import { createLane, LaneFull, Superseded } from './lane.ts'
import type { Metrics } from './metrics.ts'
import { createNotebook, type NotebookOptions } from './notebook.ts'
import { type Plug, PlugRefused, PlugUnreachable } from './plug.ts'
import type { FailureKind, OwnedPlug, PlugReading, SelfTestAnswer, SwitchRequest } from './protocol.ts'
import { runSelfTest } from './self-test.ts'

export type KeeperOptions = Omit<NotebookOptions, 'plugId' | 'connection'> & {
  owned: OwnedPlug
  plug: Plug
  /** Between two readings, jittered by ±10 %. */
  pollMs: number
  random: () => number
  metrics: Metrics
  log: Logger
}

export type Keeper = {
  owned: OwnedPlug
  reading: () => PlugReading
  /** @throws PlugUnreachable, PlugRefused, Superseded, LaneFull */
  switchTo: (request: SwitchRequest) => Promise<PlugReading>
  selfTest: () => Promise<SelfTestAnswer>
  laneDepth: () => number
  close: () => void
}

const laneCapacity = 8
const pollDeadlineMs = 10_000
/** The caller has its answer within 10 s, the way included. */
const commandDeadlineMs = 9_500
const selfTestDeadlineMs = 25_000
/** A plug that refuses connections is woken and asked at this pace for `wakingMs`, then ever more slowly. */
const wakingEveryMs = 3_000
const wakingMs = 30_000
/** Nobody but a person changes these. */
const slowKinds: FailureKind[] = ['auth_failed', 'third_party_disabled', 'not_a_tapo', 'rate_limited']
const slowRetryMs = 60_000

/** Owns one plug: its lane, its session, its rhythm of readings, and what is known of it. */
export const keepPlug = (options: KeeperOptions): Keeper => {
  const { owned, plug, clock, metrics, log } = options
  const lane = createLane(clock, laneCapacity)
  const notebook = createNotebook({ ...options, plugId: owned.id, connection: plug.connection })
  const backOff = createBackOff(1_000, 60_000)
  const closing = new AbortController()
  let cancelNext = () => {}
  let isWaking = false

  const wake = () => {
    if (isWaking || !plug.wake) return
    isWaking = true
    void plug
      .wake(closing.signal)
      .catch(() => false)
      .then(() => {
        isWaking = false
      })
  }
  const deps: CommandDeps = { plug, notebook, clock, wake }
  const care = createCare({ ...deps, plugId: owned.id, log })
  const timeoutError = (deadlineMs: number) => () => {
    const failure = notebook.failure()
    return new PlugUnreachable(failure?.kind ?? 'timeout', `no success within ${deadlineMs} ms`)
  }

  const poll = (): Promise<void> =>
    lane.run(
      { deadlineMs: pollDeadlineMs, replaces: false, expiry: timeoutError(pollDeadlineMs) },
      async (signal) => {
        const state = await plug.read(signal)
        notebook.accept(state)
        await care(state, signal).catch((error: unknown) => {
          log.warn({ plug: owned.id, reason: reasonOf(error) }, 'the plug could not be looked after')
        })
      },
    )

  const noteFailure = (error: unknown): FailureKind | undefined => {
    if (!(error instanceof PlugUnreachable || error instanceof PlugRefused)) return undefined
    if (notebook.failure()?.kind !== error.kind)
      log.warn({ plug: owned.id, reason: error.message }, 'the plug failed')
    metrics.failed(error.kind)
    notebook.fail(error.kind)
    return error.kind
  }

  const delayAfter = (error: unknown): number => {
    const kind = noteFailure(error)
    if (kind === undefined) {
      if (!(error instanceof LaneFull))
        log.error({ plug: owned.id, reason: reasonOf(error) }, 'a reading failed oddly')
      return backOff.nextMs()
    }
    if (slowKinds.includes(kind)) return slowRetryMs * (0.9 + 0.2 * options.random())
    if (kind !== 'refused') return backOff.nextMs()
    wake()
    const since = notebook.failure()?.since ?? clock.now()
    return clock.now() - since < wakingMs ? wakingEveryMs : backOff.nextMs()
  }

  const pollForEver = async (): Promise<void> => {
    let delayMs: number
    try {
      await poll()
      backOff.reset()
      delayMs = options.pollMs * (0.9 + 0.2 * options.random())
    } catch (error) {
      if (closing.signal.aborted) return
      delayMs = delayAfter(error)
    }
    if (!closing.signal.aborted) cancelNext = clock.after(delayMs, () => void pollForEver())
  }
  void pollForEver()

  return {
    owned,
    reading: notebook.reading,
    switchTo: async (request) => {
      try {
        const reading = await lane.run(
          { deadlineMs: commandDeadlineMs, replaces: true, expiry: timeoutError(commandDeadlineMs) },
          (signal, isSuperseded) => carryOut(deps, request, signal, isSuperseded),
        )
        metrics.commandAnswered('done')
        log.info({ plug: owned.id, on: request.on, deadMan: reading.deadMan }, 'switched and looked')
        return reading
      } catch (error) {
        metrics.commandAnswered(error instanceof Superseded ? 'superseded' : 'failed')
        noteFailure(error)
        throw error
      }
    },
    selfTest: async () => {
      // Outside of the lane, where a command may be waiting: it takes 2 s when nobody answers.
      const woke = await plug.wake?.(closing.signal).catch(() => false)
      const order = {
        deadlineMs: selfTestDeadlineMs,
        replaces: false,
        expiry: timeoutError(selfTestDeadlineMs),
      }
      return lane.run(order, (signal) => runSelfTest({ ...deps, plugId: owned.id }, woke, signal))
    },
    laneDepth: lane.depth,
    close: () => {
      closing.abort()
      lane.close()
      cancelNext()
      notebook.close()
      plug.close()
    },
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
