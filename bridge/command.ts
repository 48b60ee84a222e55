import { sleep } from './clock.ts'
import { type DeadManDeps, kindOf, setDeadMan } from './dead-man.ts'
import { Superseded } from './lane.ts'
import { PlugRefused, type PlugState, PlugUnreachable } from './plug.ts'
import type { PlugReading, SwitchRequest } from './protocol.ts'

export type CommandDeps = DeadManDeps & {
  /** Knocks at the plug, in the background. */
  wake: () => void
}

const pauseBetweenTriesMs = 1_000
/** The relay takes some 10 ms; the answer may still show the old state. */
const looksAfterSwitching = 3
const pauseBetweenLooksMs = 300

/**
 * Brings the relay into the wanted state and looks. Tries again while the plug is unreachable, until the
 * lane's deadline; each try looks first, so that a command whose answer was lost is not sent twice.
 *
 * @throws Superseded when a newer command wants the place, PlugRefused when trying again is no use
 */
export const carryOut = async (
  deps: CommandDeps,
  request: SwitchRequest,
  signal: AbortSignal,
  isSuperseded: () => boolean,
): Promise<PlugReading> => {
  const { notebook, clock } = deps
  const offAt = request.on && request.offAfterSeconds ? clock.now() + request.offAfterSeconds * 1000 : null
  for (;;) {
    if (isSuperseded()) throw new Superseded('a newer command took its place')
    try {
      notebook.accept(await bringTo(deps, request.on, signal))
      await setDeadMan(deps, offAt, signal)
      return notebook.reading()
    } catch (error) {
      // The relay may be on although we never heard so: whoever sees it on must arm the countdown.
      if (offAt !== null) notebook.noteDeadMan({ state: 'failed', reason: kindOf(error), offAt })
      if (!(error instanceof PlugUnreachable) || signal.aborted) throw error
      notebook.fail(error.kind)
      if (error.kind === 'refused') deps.wake()
      await sleep(clock, pauseBetweenTriesMs, signal)
    }
  }
}

const bringTo = async (deps: CommandDeps, on: boolean, signal: AbortSignal): Promise<PlugState> => {
  const before = await deps.plug.read(signal)
  if (before.on === on) return before
  // The old load ends here: without this the energy since the last reading would be half the new load's.
  deps.notebook.accept(before)
  deps.notebook.noteCommand(on)
  await deps.plug.setRelay(on, signal)
  for (let look = 1; ; look += 1) {
    const after = await deps.plug.read(signal)
    if (after.on === on) return after
    if (look === looksAfterSwitching)
      throw new PlugRefused('not_switched', `still ${on ? 'off' : 'on'} after the command`)
    await sleep(deps.clock, pauseBetweenLooksMs, signal)
  }
}
