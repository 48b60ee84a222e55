import type { Clock } from './clock.ts'
import type { Notebook } from './notebook.ts'
import { type Plug, PlugRefused, PlugUnreachable } from './plug.ts'
import type { FailureKind } from './protocol.ts'

export type DeadManDeps = { plug: Plug; notebook: Notebook; clock: Clock }

/**
 * Makes the plug switch itself off at `offAt` (epoch ms), whatever becomes of us; `null`: makes sure that
 * it does not. The plug's clock is set first, since a countdown without a clock does not run. A failure is
 * noted, not thrown: the relay matters more, and `keepDeadMan` tries again.
 */
export const setDeadMan = async (
  deps: DeadManDeps,
  offAt: number | null,
  signal: AbortSignal,
): Promise<void> => {
  const { plug, notebook, clock } = deps
  if (!plug.countdown) {
    if (offAt !== null) notebook.noteDeadMan({ state: 'failed', reason: 'protocol', offAt })
    return
  }
  try {
    if (offAt === null) {
      if ((await plug.countdown.remainingSeconds(signal)) !== null) await plug.countdown.disarm(signal)
      notebook.noteDeadMan({ state: 'none' })
      return
    }
    await setClock(plug, signal)
    await plug.countdown.arm(secondsUntil(offAt, clock), signal)
    notebook.noteDeadMan({ state: 'armed', offAt })
  } catch (error) {
    notebook.noteDeadMan({ state: 'failed', reason: kindOf(error), offAt })
    signal.throwIfAborted()
  }
}

/**
 * After a new connection: the plug may have lost its countdown with its power, or still run one from
 * before the bridge was restarted. `relayOn` as just read.
 */
export const keepDeadMan = async (
  deps: DeadManDeps,
  relayOn: boolean,
  signal: AbortSignal,
): Promise<void> => {
  const { plug, notebook, clock } = deps
  if (!plug.countdown) return
  const wanted = notebook.deadMan()
  if (!relayOn) {
    if (wanted.state !== 'none') await setDeadMan(deps, null, signal)
    return
  }
  if (wanted.state === 'failed') return setDeadMan(deps, wanted.offAt, signal)
  const remainingSeconds = await plug.countdown.remainingSeconds(signal)
  if (wanted.state === 'none') {
    if (remainingSeconds === null) return
    notebook.noteDeadMan({ state: 'armed', offAt: clock.now() + remainingSeconds * 1000 })
  } else if (remainingSeconds === null) {
    await setDeadMan(deps, wanted.offAt, signal)
  }
}

/** A plug that does not tell its time may count down all the same; reading it back will show. */
const setClock = async (plug: Plug, signal: AbortSignal): Promise<void> => {
  try {
    await plug.clock?.agree(signal)
  } catch (error) {
    if (!(error instanceof PlugRefused)) throw error
  }
}

const secondsUntil = (at: number, clock: Clock): number =>
  Math.min(86_400, Math.max(1, Math.round((at - clock.now()) / 1000)))

/** What to tell about an error that kept the countdown from being armed. */
export const kindOf = (error: unknown): FailureKind =>
  error instanceof PlugUnreachable || error instanceof PlugRefused ? error.kind : 'protocol'
