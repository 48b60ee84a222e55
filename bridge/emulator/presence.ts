/**
 * Whether the plug can be reached: it needs mains, a started web server and the Wi-Fi.
 *
 * Firmware 1.4.6 does not start its web server after mains loss until a discovery probe (UDP 20002) arrives, or
 * about 500 s have passed (ha-tapo#958, tapo#577).
 */
import type { Clock } from './clock.ts'
import type { Firmware } from './device.ts'
import type { PlugPort } from './server.ts'

const SLEEP_AFTER_MAINS_LOSS_MS = 500_000

export interface Presence {
  /** The plug has mains and Wi-Fi: it hears discovery probes. */
  readonly hears: boolean
  setReachable(reachable: boolean): Promise<void>
  /** The mains are lost, and back after `offMs`, then `restore` is called; resolves when the port has followed. */
  cutMains(offMs: number, restore: () => void): Promise<void>
  /** A probe arrived. */
  probe(): Promise<void>
  stop(): Promise<void>
}

export function createPresence(port: PlugPort, clock: Clock, firmware: Firmware): Presence {
  const state = { powered: true, serverStarted: true, reachable: true, stopped: false }
  let cancelTimer = (): void => undefined
  // One change of the port after the other: opening and closing at once would leave it in either state.
  let settled: Promise<void> = Promise.resolve()

  const settle = (): Promise<void> => {
    const follow = async (): Promise<void> => {
      const wanted = state.powered && state.serverStarted && state.reachable && !state.stopped
      if (wanted && !port.isOpen) await port.open()
      if (!wanted && port.isOpen) await port.close()
    }
    // A change that failed (the port was taken meanwhile) is told to who asked for it, not to the next one.
    settled = settled.then(follow, follow)
    return settled
  }
  const later = (ms: number, change: () => void): void => {
    cancelTimer()
    cancelTimer = clock.wake(clock.now() + ms, change)
  }
  const startServer = (): Promise<void> => {
    cancelTimer()
    state.serverStarted = true
    return settle()
  }
  const boot = (): Promise<void> => {
    state.powered = true
    if (firmware === 'fw-1.3') return startServer()
    later(SLEEP_AFTER_MAINS_LOSS_MS, () => void startServer())
    return settle()
  }

  return {
    get hears() {
      return state.powered && state.reachable && !state.stopped
    },
    setReachable(reachable) {
      state.reachable = reachable
      return settle()
    },
    async cutMains(offMs, restore) {
      cancelTimer()
      state.powered = false
      state.serverStarted = false
      const backAgain = (): Promise<void> => {
        restore()
        return boot()
      }
      // Connections die even when the plug is back at once.
      await settle()
      if (offMs <= 0) return backAgain()
      later(offMs, () => void backAgain())
    },
    async probe() {
      if (this.hears) await startServer()
    },
    stop() {
      cancelTimer()
      state.stopped = true
      return settle()
    },
  }
}
