import type { HostHealth } from '../protocol.ts'

const BRIDGE_TIMEOUT_MS = 1_000

type Metric = { name: string; help: string; value: number | null; labels?: string }

/** The host's facts in Prometheus' text format. What the machine does not say is left out. */
export const metricsText = (health: HostHealth): string => {
  const metrics = metricsOf(health).filter((metric) => metric.value !== null)
  return metrics
    .map(
      ({ name, help, value, labels }, index) =>
        (metrics[index - 1]?.name === name ? '' : `# HELP myp_${name} ${help}\n# TYPE myp_${name} gauge\n`) +
        `myp_${name}${labels ? `{${labels}}` : ''} ${value}\n`,
    )
    .join('')
}

const seconds = (milliseconds: number | null | undefined): number | null =>
  milliseconds === null || milliseconds === undefined ? null : milliseconds / 1000

const metricsOf = (health: HostHealth): Metric[] => {
  const { machine, processes, backups, eventLoop, lastTick, versions, findings } = health
  const lag = 'How late the host came to its own turns in the last minute.'
  const memory = 'Resident memory by process.'
  const found = 'Findings of the health page.'
  const count = (level: string): number => findings.filter((finding) => finding.level === level).length
  return [
    {
      name: 'info',
      help: 'Versions.',
      value: 1,
      labels: `version="${versions.myp}",node="${versions.node}",workerd="${versions.workerd}"`,
    },
    { name: 'start_time_seconds', help: 'When the host started.', value: seconds(health.startedAt) },
    { name: 'findings', help: found, value: count('warning'), labels: 'level="warning"' },
    { name: 'findings', help: found, value: count('critical'), labels: 'level="critical"' },
    { name: 'disk_free_bytes', help: 'Free on the data disk.', value: machine.disk.freeBytes },
    { name: 'disk_size_bytes', help: 'Size of the data disk.', value: machine.disk.totalBytes },
    { name: 'temperature_celsius', help: "The processor's.", value: machine.temperatureC },
    {
      name: 'under_voltage',
      help: '1: the supply voltage is too low.',
      value: machine.throttling && Number(machine.throttling.includes('under_voltage')),
    },
    {
      name: 'clock_offset_seconds',
      help: 'How far the clock is from its source.',
      value: seconds(machine.clock?.offsetMs),
    },
    {
      name: 'clock_synchronised',
      help: '1: the clock has a source.',
      value: machine.clock && Number(machine.clock.synchronised && machine.clock.source !== 'local'),
    },
    { name: 'memory_bytes', help: memory, value: processes.hostBytes, labels: 'process="host"' },
    { name: 'memory_bytes', help: memory, value: processes.workerdBytes, labels: 'process="workerd"' },
    { name: 'database_bytes', help: 'Database and write-ahead log.', value: health.database.bytes },
    { name: 'backups', help: 'Backups in the data folder.', value: backups.count },
    {
      name: 'backup_time_seconds',
      help: 'When the newest backup was made.',
      value: seconds(backups.newest?.at),
    },
    {
      name: 'backup_copy_time_seconds',
      help: 'When the newest encrypted copy was made.',
      value: seconds(backups.copy.at),
    },
    {
      name: 'restore_test_time_seconds',
      help: 'When a backup was last restored on trial.',
      value: seconds(backups.restoreTest?.at),
    },
    {
      name: 'restore_test_ok',
      help: '1: that worked.',
      value: backups.restoreTest && Number(backups.restoreTest.ok),
    },
    { name: 'event_loop_lag_seconds', help: lag, value: seconds(eventLoop.p50Ms), labels: 'quantile="0.5"' },
    { name: 'event_loop_lag_seconds', help: lag, value: seconds(eventLoop.p99Ms), labels: 'quantile="0.99"' },
    { name: 'event_loop_lag_seconds', help: lag, value: seconds(eventLoop.maxMs), labels: 'quantile="1"' },
    { name: 'tick_time_seconds', help: 'When the last minute tick began.', value: seconds(lastTick?.at) },
    { name: 'tick_lag_seconds', help: 'How late it began.', value: seconds(lastTick?.lagMs) },
    {
      name: 'tick_duration_seconds',
      help: 'How long it took.',
      value: seconds(lastTick?.durationMs),
    },
    {
      name: 'certificate_end_seconds',
      help: "When the portal's certificate ends.",
      value: seconds(health.certificateEndsAt),
    },
  ]
}

/** The bridge's own metrics, and whether it answered at all. */
export const readBridgeMetrics = async (bridgePort: number): Promise<string> => {
  const up = (value: 0 | 1): string =>
    `# HELP myp_bridge_up 1: the bridge answers.\n# TYPE myp_bridge_up gauge\nmyp_bridge_up ${value}\n`
  try {
    const answer = await fetch(`http://127.0.0.1:${bridgePort}/metrics`, {
      signal: AbortSignal.timeout(BRIDGE_TIMEOUT_MS),
    })
    const text = await answer.text()
    return answer.ok ? `${up(1)}${text}` : up(0)
  } catch {
    return up(0)
  }
}
