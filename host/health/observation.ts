import type { Logger } from 'pino'
import { type Backups, startBackups } from '../backup/schedule.ts'
import type { DataFiles } from '../folders.ts'
import type { HostHealth } from '../protocol.ts'
import { readHealth } from './health-facts.ts'
import { metricsText, readBridgeMetrics } from './metrics.ts'
import { startVitalSigns, type VitalSigns } from './vital-signs.ts'

/** Long enough for all who look at once, short enough for nobody to notice. */
const MEMORY_MS = 5_000

export type Observation = Readonly<{
  backups: Backups
  vitalSigns: VitalSigns
  /** At most 5 s old. */
  health: () => Promise<HostHealth>
  /** Prometheus' text format, with the bridge's. */
  metrics: () => Promise<string>
  stop: () => void
}>

/** What a host knows of itself while it runs: its backups, its pulse and its machine. */
export const startObservation = (options: {
  root: string
  dataDir: string
  files: DataFiles
  bridgePort: number
  environment: Record<string, string | undefined>
  now: () => number
  workerdPid: () => number | undefined
  certificateEndsAt: () => number
  logOf: (part: string) => Logger
}): Observation => {
  const { root, files, now } = options
  const startedAt = now()
  const vitalSigns = startVitalSigns(now)
  const backups = startBackups({
    root,
    files,
    environment: options.environment,
    now,
    log: options.logOf('backup'),
  })
  let remembered: { at: number; health: Promise<HostHealth> } | undefined
  const health = (): Promise<HostHealth> => {
    if (remembered === undefined || now() - remembered.at > MEMORY_MS || now() < remembered.at) {
      const fresh = readHealth({
        root,
        dataDir: options.dataDir,
        databaseDir: files.database,
        now,
        startedAt,
        readBackups: backups.read,
        vitalSigns,
        workerdPid: options.workerdPid,
        certificateEndsAt: options.certificateEndsAt,
      })
      fresh.catch(() => {
        remembered = undefined
      })
      remembered = { at: now(), health: fresh }
    }
    return remembered.health
  }
  return {
    backups,
    vitalSigns,
    health,
    metrics: async () => {
      const [host, bridge] = await Promise.all([health(), readBridgeMetrics(options.bridgePort)])
      return metricsText(host) + bridge
    },
    stop: () => {
      vitalSigns.stop()
      backups.stop()
    },
  }
}
