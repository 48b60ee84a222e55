import { type Clock, withDeadline } from './clock.ts'

/** A newer command for the same plug took this one's place; nothing was sent for it after that. */
export class Superseded extends Error {}
/** More work is waiting for this plug than a lane holds. */
export class LaneFull extends Error {}

type Order = {
  /** From joining the queue to the answer. */
  deadlineMs: number
  /** Newer orders that replace others take the place of older ones that still wait. */
  replaces: boolean
  expiry: () => Error
}
/** `isSuperseded` tells a running task that a newer order wants its place: it should not try again. */
export type LaneTask<T> = (signal: AbortSignal, isSuperseded: () => boolean) => Promise<T>

type Phase = 'waiting' | 'running' | 'gone'

export type Lane = {
  run: <T>(order: Order, task: LaneTask<T>) => Promise<T>
  /** Orders that wait, without the running one. */
  depth: () => number
  /** Gives up what runs and waits; all of it, and whatever comes later, fails with `Superseded`. */
  close: () => void
}

/**
 * One thing at a time for one plug. The library's session decrypts an answer with the newest sequence
 * number, so two requests in flight corrupt each other silently; the lane makes that impossible: the
 * next task starts only when the one before has really ended.
 *
 * @param capacity most orders that wait; one more is refused with `LaneFull`
 */
export const createLane = (clock: Clock, capacity: number): Lane => {
  let tail: Promise<void> = Promise.resolve()
  let waiting = 0
  let supersedeNewest: (() => void) | undefined
  const stops = new Set<AbortController>()
  let isClosed = false

  const run = async <T>(order: Order, task: LaneTask<T>): Promise<T> => {
    if (isClosed) throw new Superseded('the plug is no longer owned')
    if (order.replaces) supersedeNewest?.()
    if (waiting >= capacity) throw new LaneFull(`${capacity} orders wait for this plug`)
    const stop = new AbortController()
    stops.add(stop)
    const before = tail
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    tail = ended
    let phase = 'waiting' as Phase
    let superseded = false
    waiting += 1
    const leaveQueue = (next: Phase) => {
      if (phase === 'waiting') waiting -= 1
      phase = next
    }
    const supersede = () => {
      superseded = true
      if (phase !== 'waiting') return
      leaveQueue('gone')
      stop.abort(new Superseded('a newer command took its place'))
    }
    if (order.replaces) supersedeNewest = supersede
    try {
      return await withDeadline(
        clock,
        order.deadlineMs,
        stop.signal,
        async (signal) => {
          await untilTurn(before, signal)
          leaveQueue('running')
          return takeTurn(task, signal, () => superseded, end)
        },
        order.expiry,
      )
    } finally {
      if (phase !== 'running') {
        leaveQueue('gone')
        void before.then(end)
      }
      stops.delete(stop)
      if (supersedeNewest === supersede) supersedeNewest = undefined
    }
  }

  const close = () => {
    isClosed = true
    for (const stop of stops) stop.abort(new Superseded('the plug is no longer owned'))
  }

  return { run, depth: () => waiting, close }
}

const untilTurn = async (before: Promise<void>, signal: AbortSignal): Promise<void> => {
  await before
  signal.throwIfAborted()
}

const takeTurn = async <T>(
  task: LaneTask<T>,
  signal: AbortSignal,
  isSuperseded: () => boolean,
  end: () => void,
): Promise<T> => {
  try {
    return await task(signal, isSuperseded)
  } finally {
    end()
  }
}
