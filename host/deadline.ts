/** A wait took longer than it may. */
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed'
}

/** Settles as `work` does, or throws `DeadlinePassed` after `timeoutMs`; the work itself is not interrupted. */
export const withDeadline = async <T>(work: Promise<T>, timeoutMs: number, what: string): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new DeadlinePassed(`${what}: no result within ${timeoutMs} ms`)),
    timeoutMs,
  )
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
