import { channel } from 'node:diagnostics_channel'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Clock } from '../../../bridge/clock.ts'
import type { Clock as EmulatorClock } from '../../../bridge/emulator/clock.ts'

/**
 * One time for the bridge and its emulated plugs. It stands still until it is advanced, and then moves from
 * timer to timer, each time only when the sockets have fallen silent: real TCP, but hours in seconds.
 */
export type VirtualClock = Clock &
  EmulatorClock & {
    advance: (ms: number) => Promise<void>
    /** Moves on until `promise` has settled, at most `limitMs` of virtual time. */
    until: <T>(promise: Promise<T>, limitMs?: number) => Promise<T>
    /** Stops watching the sockets. */
    close: () => void
  }

/** Turns of the event loop without news after which loopback sockets have nothing left to deliver. */
const quietTurns = 12

export const createVirtualClock = (startAt: number): VirtualClock => {
  let current = startAt
  let nextId = 0
  const timers = new Map<number, { at: number; action: () => void }>()
  const traffic = watchTraffic()

  const schedule = (at: number, action: () => void) => {
    const id = nextId++
    timers.set(id, { at: Math.max(at, current), action })
    return () => {
      timers.delete(id)
    }
  }
  const earliest = (limit: number) => {
    let found: [number, { at: number; action: () => void }] | undefined
    for (const entry of timers)
      if (entry[1].at <= limit && (!found || entry[1].at < found[1].at)) found = entry
    return found
  }
  /** Runs the next timer that is due by `limit`; `false`: there is none. */
  const step = (limit: number): boolean => {
    const due = earliest(limit)
    if (!due) return false
    timers.delete(due[0])
    current = Math.max(current, due[1].at)
    due[1].action()
    return true
  }

  return {
    now: () => current,
    // Whole milliseconds, as a real clock tells them.
    after: (delayMs, action) => schedule(current + Math.ceil(delayMs), action),
    wake: (at, callback) => schedule(at, callback),
    advance: async (ms) => {
      const target = current + ms
      do await traffic.silence()
      while (step(target))
      current = target
      await traffic.silence()
    },
    until: async (promise, limitMs = 120_000) => {
      const target = current + limitMs
      let isSettled = false
      const settle = () => {
        isSettled = true
      }
      promise.then(settle, settle)
      for (;;) {
        await traffic.silence()
        if (isSettled) return promise
        if (!step(target)) throw new Error(`nothing settled within ${limitMs} ms of virtual time`)
      }
    },
    close: traffic.close,
  }
}

/** Watches the HTTP traffic of this process, where both ends of every connection live. */
const watchTraffic = () => {
  let events = 0
  let open = 0
  /** How many requests are open after each event of Node's own diagnostics. */
  const changes = {
    'http.client.request.created': 1,
    'http.client.request.error': -1,
    'http.client.response.finish': -1,
    'http.server.request.start': 0,
    'http.server.response.finish': 0,
  }
  const listeners = Object.entries(changes).map(([name, change]) => {
    const listener = () => {
      events += 1
      open += change
    }
    return [name, listener] as const
  })
  for (const [name, listener] of listeners) channel(name).subscribe(listener)

  const quietLoop = async () => {
    for (let quiet = 0, seen = events; quiet < quietTurns; quiet += 1) {
      await setImmediate()
      if (events !== seen) quiet = 0
      seen = events
    }
  }
  return {
    silence: async () => {
      await quietLoop()
      // A request is open: hung on purpose, or the machine is busy. Give it real time to tell which.
      for (let seen = -1, round = 0; open > 0 && seen !== events && round < 50; round += 1) {
        seen = events
        await setTimeout(2)
        await quietLoop()
      }
    },
    close: () => {
      for (const [name, listener] of listeners) channel(name).unsubscribe(listener)
    },
  }
}
