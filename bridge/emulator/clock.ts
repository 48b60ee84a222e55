/** The emulator's only source of time, so that tests can run a day in a millisecond. */
export interface Clock {
  /** True time, epoch milliseconds. */
  now(): number
  /**
   * Calls back once when `now()` has reached `at` (epoch ms), never synchronously.
   * Returns the function that cancels it.
   */
  wake(at: number, callback: () => void): () => void
}

/** Real time. The only place of the emulator that reads the system's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wake(at, callback) {
    const timer = setTimeout(callback, Math.max(0, at - Date.now()))
    timer.unref()
    return () => clearTimeout(timer)
  },
}

export interface SettableClock extends Clock {
  /** Moves time forward by `ms` and runs everything that became due, in order of its time. */
  advance(ms: number): void
}

/** A clock that stands still until it is moved. `start` in epoch milliseconds. */
export function settableClock(start: number): SettableClock {
  let current = start
  const waiting = new Set<{ at: number; callback: () => void }>()
  const firstDue = (limit: number) =>
    [...waiting].filter((entry) => entry.at <= limit).sort((a, b) => a.at - b.at)[0]
  return {
    now: () => current,
    wake(at, callback) {
      const entry = { at, callback }
      waiting.add(entry)
      return () => waiting.delete(entry)
    },
    advance(ms) {
      const target = current + ms
      for (let due = firstDue(target); due; due = firstDue(target)) {
        waiting.delete(due)
        current = Math.max(current, due.at)
        due.callback()
      }
      current = target
    },
  }
}
