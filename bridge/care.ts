import type { Logger } from 'pino'
import { type DeadManDeps, keepDeadMan } from './dead-man.ts'
import { PlugRefused, type PlugState } from './plug.ts'

export type Care = (state: PlugState, signal: AbortSignal) => Promise<void>

const hourMs = 3_600_000
/** A plug whose session is stolen all the time is not looked after each time. */
const shortestMs = 60_000

/**
 * Looks after a plug that has just been read, from its lane. On a new connection (it may have restarted)
 * and every hour: its clock, its settings, its countdown. After each reading: whatever is known to be
 * missing. What the plug refuses is logged and left; what can't be asked is thrown and tried again.
 */
export const createCare = (deps: DeadManDeps & { plugId: string; log: Logger }): Care => {
  const { plug, plugId, notebook, clock, log } = deps
  let doneForConnection = 0
  let startedAt = Number.NEGATIVE_INFINITY

  const step = async <T>(name: string, task: () => Promise<T> | undefined): Promise<T | undefined> => {
    try {
      return await task()
    } catch (error) {
      if (!(error instanceof PlugRefused)) throw error
      log.warn({ plug: plugId, step: name, reason: error.message }, 'the plug refuses to be looked after')
      return undefined
    }
  }
  const setClock = async (state: PlugState, signal: AbortSignal): Promise<void> => {
    const time = await step('clock', () => plug.clock?.agree(signal))
    if (!time?.wasSet) return
    log.warn({ plug: plugId, wasAheadMs: time.wasAheadMs }, 'set the clock of the plug')
    if (state.impairment === 'clock_unset') notebook.accept(await plug.read(signal))
  }
  const provision = async (signal: AbortSignal): Promise<void> => {
    for (const setting of (await step('settings', () => plug.provision?.(signal))) ?? [])
      if (setting.outcome !== 'kept') log.info({ plug: plugId, ...setting }, 'setting of the plug')
  }

  return async (state, signal) => {
    const sinceMs = clock.now() - startedAt
    const isNew = plug.connection() !== doneForConnection && sinceMs >= shortestMs
    if (isNew || sinceMs >= hourMs) {
      startedAt = clock.now()
      await setClock(state, signal)
      await provision(signal)
      await step('countdown', () => keepDeadMan(deps, state.on, signal))
      doneForConnection = plug.connection()
      return
    }
    if (state.impairment === 'clock_unset') await setClock(state, signal)
    const deadMan = notebook.deadMan().state
    if (deadMan === 'failed' || (deadMan === 'armed' && !state.on))
      await step('countdown', () => keepDeadMan(deps, state.on, signal))
  }
}
