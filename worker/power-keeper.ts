import { DurableObject } from 'cloudflare:workers'
import type { Deps } from './deps.ts'
import { keepFigures } from './services/keep-figures.ts'
import { endWhatIsOver, keepPromises } from './services/keep-time.ts'
import { reconcile } from './services/reconcile.ts'

const TICK_MS = 60_000

/**
 * The one place where power passes run, so that no two overlap. Whoever asks during a pass gets
 * the pass after it, which sees what the asker has written; more askers share that one.
 */
export const powerKeeper = (depsOf: (env: unknown) => Deps, wallClock: () => number) =>
  class PowerKeeper extends DurableObject {
    #deps = depsOf(this.env)
    #running: Promise<void> | undefined
    #next: Promise<void> | undefined

    /** Resolves when a pass that began after the call has ended. */
    pass(): Promise<void> {
      if (!this.#running) {
        this.#running = this.#run().finally(() => {
          this.#running = undefined
        })
        return this.#running
      }
      this.#next ??= this.#running
        .catch(() => undefined)
        .then(() => {
          this.#next = undefined
          return this.pass()
        })
      return this.#next
    }

    /** The alarm that `#wakeAt` set. */
    override alarm(): Promise<void> {
      return this.pass()
    }

    async #run(): Promise<void> {
      const { log, now, newId, bridge } = this.#deps
      const passId = newId()
      const startedAt = now()
      // Time goes on for jobs even where one of these steps fails, and power never waits for them.
      await this.#quietly('ending what is over', endWhatIsOver)
      const report = await reconcile({ ...this.#deps, bridge: bridge.under(passId) }).catch(
        (error: unknown) => {
          log.error('power pass failed', {
            requestId: passId,
            error: String(error),
            cause: error instanceof Error ? String(error.cause) : '',
          })
          throw error
        },
      )
      log.info('power pass', {
        requestId: passId,
        ms: now() - startedAt,
        unreached: report.printers.filter(({ reached }) => !reached).length,
      })
      await this.#wakeAt(report.nextAt)
      await this.#quietly('keeping promises', keepPromises)
      await this.#quietly('keeping figures', keepFigures)
    }

    async #quietly(what: string, step: (deps: Deps) => Promise<void>): Promise<void> {
      await step(this.#deps).catch((error: unknown) => {
        this.#deps.log.error(`${what} failed`, {
          error: String(error),
          cause: error instanceof Error ? String(error.cause) : '',
        })
      })
    }

    /** The ticker comes each minute; what is due before it, at its second, needs an alarm. */
    async #wakeAt(at: number | undefined): Promise<void> {
      const inMs = at === undefined ? Number.POSITIVE_INFINITY : at - this.#deps.now()
      if (inMs > TICK_MS) return
      await this.ctx.storage.setAlarm(wallClock() + Math.max(0, inMs))
    }
  }
