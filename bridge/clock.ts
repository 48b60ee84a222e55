/** The bridge's only source of time; the real one is built in `main.ts`, a virtual one in tests. */
export type Clock = {
  /** Epoch milliseconds. */
  now: () => number
  /** Runs `action` once after `delayMs`; the answer cancels it. */
  after: (delayMs: number, action: () => void) => () => void
}

/** Waits `delayMs`; rejects with the signal's reason as soon as it is aborted. */
export const sleep = (clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> =>
  withDeadline(clock, delayMs, signal, () => new Promise<never>(() => undefined), undefined)

/**
 * Runs `task` with a signal that is aborted after `timeoutMs` or with `parent`, whichever comes first.
 * The answer settles at that moment even if the task ignores its signal.
 *
 * @param expiry the error to reject with at the deadline; `undefined`: resolve instead, the wait was the point
 */
export const withDeadline = <T>(
  clock: Clock,
  timeoutMs: number,
  parent: AbortSignal | undefined,
  task: (signal: AbortSignal) => Promise<T>,
  expiry: (() => Error) | undefined,
): Promise<T> => {
  const controller = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const giveUp = (reason: unknown) => {
    controller.abort(reason)
    reject(reason)
  }
  const onParent = () => giveUp(parent?.reason)
  if (parent?.aborted) {
    giveUp(parent.reason)
    return promise
  }
  parent?.addEventListener('abort', onParent, { once: true })
  const cancel = clock.after(timeoutMs, () => {
    if (expiry) giveUp(expiry())
    else resolve(undefined as T)
  })
  task(controller.signal).then(resolve, reject)
  return promise.finally(() => {
    cancel()
    parent?.removeEventListener('abort', onParent)
  })
}
