import { decorrelatedJitterGenerator, ExponentialBackoff, type IBackoff } from 'cockatiel'

export type BackOff = {
  /** Milliseconds to wait before the next try; longer with every one. */
  nextMs: () => number
  reset: () => void
}

/** Exponential with jitter, between `firstMs` and `longestMs`, never hot. */
export const createBackOff = (firstMs: number, longestMs: number): BackOff => {
  const factory = new ExponentialBackoff({
    generator: decorrelatedJitterGenerator,
    initialDelay: firstMs,
    maxDelay: longestMs,
  })
  let current: IBackoff<unknown> | undefined
  return {
    nextMs: () => {
      current = current ? current.next(undefined) : factory.next()
      // The generator's first delays may be close to zero.
      return Math.max(firstMs, current.duration)
    },
    reset: () => {
      current = undefined
    },
  }
}
