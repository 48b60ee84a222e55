import { monitorEventLoopDelay } from 'node:perf_hooks'

const PERIOD_MS = 60_000
const RESOLUTION_MS = 10

/** How late the host's own turns came, milliseconds, in the last whole minute (before that: since the start). */
export type EventLoopLag = Readonly<{ p50Ms: number; p99Ms: number; maxMs: number }>
export type LastTick = Readonly<{
  at: number
  /** How long after its second it began. */
  lagMs: number
  /** `null`: it is still running. */
  durationMs: number | null
  ok: boolean | null
}>

export type VitalSigns = Readonly<{
  eventLoop: () => EventLoopLag
  lastTick: () => LastTick | null
  /** Runs one tick and remembers how it went. */
  observeTick: (plannedAt: Date, tick: () => Promise<void>) => Promise<void>
  stop: () => void
}>

/** Measures the host while it works. `now` in epoch milliseconds. */
export const startVitalSigns = (now: () => number): VitalSigns => {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  histogram.enable()
  const inMs = (nanoseconds: number): number =>
    // The histogram counts the timer's own period as delay.
    Math.max(0, Math.round(nanoseconds / 1e4) / 100 - RESOLUTION_MS)
  const measure = (): EventLoopLag => ({
    p50Ms: inMs(histogram.percentile(50)),
    p99Ms: inMs(histogram.percentile(99)),
    maxMs: inMs(histogram.max),
  })
  let lastMinute: EventLoopLag | undefined
  const timer = setInterval(() => {
    lastMinute = measure()
    histogram.reset()
  }, PERIOD_MS)
  timer.unref()
  let lastTick: LastTick | null = null
  return {
    eventLoop: () => lastMinute ?? measure(),
    lastTick: () => lastTick,
    observeTick: async (plannedAt, tick) => {
      const at = now()
      const begun = { at, lagMs: Math.max(0, at - plannedAt.getTime()) }
      lastTick = { ...begun, durationMs: null, ok: null }
      let ok = false
      try {
        await tick()
        ok = true
      } finally {
        lastTick = { ...begun, durationMs: now() - at, ok }
      }
    },
    stop: () => {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
