/** More work waits than the queue may hold. */
export class TooBusy extends Error {
  override name = 'TooBusy'
}

/** Runs work, at most `running` pieces at once; beyond `waiting` more, it throws `TooBusy` at once. */
export const startWorkQueue = (limits: { running: number; waiting: number }) => {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < limits.running) running++
    else if (waiting.length >= limits.waiting)
      throw new TooBusy(`${limits.waiting} others are waiting already`)
    // The place of whoever leaves goes to the one who waits: `running` stays the same.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
