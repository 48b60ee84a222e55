import { askPortal, type Portal } from '../supervision/health.ts'

/** What only the running processes know of themselves; times in milliseconds. */
export type RunningHost = Readonly<{
  startedAt: number
  hostBytes: number
  workerdBytes: number | null
  eventLoop: { p50Ms: number; p99Ms: number; maxMs: number }
  lastTick: { at: number; lagMs: number; durationMs: number | null; ok: null } | null
  /** Plugs whose state is known, and those that do not answer; `undefined`: the bridge says nothing. */
  plugs: { known: number; unknown: number } | undefined
}>

/** The host's own metrics, which it shows to its machine. `undefined`: it does not answer, or not with metrics. */
export const readRunningHost = async (portal: Portal): Promise<RunningHost | undefined> => {
  const { status, text } = await askPortal(portal, '/metrics')
  return status === 200 ? parseRunningHost(text) : undefined
}

/** Reads what `host/health/metrics.ts` and the bridge write. */
export const parseRunningHost = (text: string): RunningHost | undefined => {
  const values = new Map(
    text
      .split('\n')
      .filter((line) => line.startsWith('myp_'))
      .map((line): [string, number] => {
        const end = line.lastIndexOf(' ')
        return [line.slice('myp_'.length, end), Number(line.slice(end + 1))]
      }),
  )
  const ms = (name: string): number => (values.get(name) ?? 0) * 1_000
  const startedAt = values.get('start_time_seconds')
  if (startedAt === undefined) return undefined
  const [known, unknown] = [
    values.get('bridge_plugs{state="known"}'),
    values.get('bridge_plugs{state="unknown"}'),
  ]
  return {
    startedAt: startedAt * 1_000,
    hostBytes: values.get('memory_bytes{process="host"}') ?? 0,
    workerdBytes: values.get('memory_bytes{process="workerd"}') ?? null,
    eventLoop: {
      p50Ms: ms('event_loop_lag_seconds{quantile="0.5"}'),
      p99Ms: ms('event_loop_lag_seconds{quantile="0.99"}'),
      maxMs: ms('event_loop_lag_seconds{quantile="1"}'),
    },
    lastTick: values.has('tick_time_seconds')
      ? {
          at: ms('tick_time_seconds'),
          lagMs: ms('tick_lag_seconds'),
          durationMs: values.has('tick_duration_seconds') ? ms('tick_duration_seconds') : null,
          ok: null,
        }
      : null,
    plugs: known === undefined || unknown === undefined ? undefined : { known, unknown },
  }
}
