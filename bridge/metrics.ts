import type { FailureKind, PlugReading } from './protocol.ts'

/** Seconds; a P110 answers in 30–300 ms on a quiet network. */
const latencyBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4]

export type Metrics = {
  requestAnswered: (seconds: number) => void
  reHandshake: () => void
  failed: (kind: FailureKind) => void
  commandAnswered: (outcome: 'done' | 'failed' | 'superseded') => void
  pushDropped: () => void
  /** Prometheus' text format; `laneDepths` by plug id. */
  text: (laneDepths: Map<string, number>) => string
}

/** Counters since the start of the process. */
export const createMetrics = (): Metrics => {
  const failures = new Map<FailureKind, number>()
  const commands = new Map<string, number>()
  const inBucket = latencyBuckets.map(() => 0)
  let latencySum = 0
  let answered = 0
  let reHandshakes = 0
  let pushesDropped = 0
  return {
    requestAnswered: (seconds) => {
      answered += 1
      latencySum += seconds
      for (const [index, limit] of latencyBuckets.entries())
        if (seconds <= limit) inBucket[index] = (inBucket[index] ?? 0) + 1
    },
    reHandshake: () => {
      reHandshakes += 1
    },
    failed: (kind) => failures.set(kind, (failures.get(kind) ?? 0) + 1),
    commandAnswered: (outcome) => commands.set(outcome, (commands.get(outcome) ?? 0) + 1),
    pushDropped: () => {
      pushesDropped += 1
    },
    text: (laneDepths) =>
      [
        '# TYPE myp_bridge_request_seconds histogram',
        ...latencyBuckets.map(
          (limit, index) => `myp_bridge_request_seconds_bucket{le="${limit}"} ${inBucket[index]}`,
        ),
        `myp_bridge_request_seconds_bucket{le="+Inf"} ${answered}`,
        `myp_bridge_request_seconds_sum ${latencySum}`,
        `myp_bridge_request_seconds_count ${answered}`,
        '# TYPE myp_bridge_failures_total counter',
        ...[...failures].map(([kind, count]) => `myp_bridge_failures_total{kind="${kind}"} ${count}`),
        '# TYPE myp_bridge_commands_total counter',
        ...[...commands].map(
          ([outcome, count]) => `myp_bridge_commands_total{outcome="${outcome}"} ${count}`,
        ),
        '# TYPE myp_bridge_rehandshakes_total counter',
        `myp_bridge_rehandshakes_total ${reHandshakes}`,
        '# TYPE myp_bridge_push_dropped_total counter',
        `myp_bridge_push_dropped_total ${pushesDropped}`,
        '# TYPE myp_bridge_lane_depth gauge',
        ...[...laneDepths].map(([id, depth]) => `myp_bridge_lane_depth{plug="${escapeLabel(id)}"} ${depth}`),
        '',
      ].join('\n'),
  }
}

/** How many plugs have a known state, and how many do not. */
export const plugsText = (readings: readonly PlugReading[]): string => {
  const unknown = readings.filter(({ state }) => state === 'unknown').length
  return [
    '# TYPE myp_bridge_plugs gauge',
    `myp_bridge_plugs{state="known"} ${readings.length - unknown}`,
    `myp_bridge_plugs{state="unknown"} ${unknown}`,
    '',
  ].join('\n')
}

const escapeLabel = (value: string): string =>
  value.replace(/[\\"\n]/g, (found) => (found === '\n' ? '\\n' : `\\${found}`))
