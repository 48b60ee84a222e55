import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { BackupFacts } from '../backup/schedule.ts'
import { databaseBytes } from '../database-copy.ts'
import type { HostHealth } from '../protocol.ts'
import { identify } from '../supervision/process-identity.ts'
import { judgeHealth } from './findings.ts'
import { readMachine } from './machine.ts'
import type { VitalSigns } from './vital-signs.ts'

export type HealthDeps = Readonly<{
  root: string
  dataDir: string
  databaseDir: string
  now: () => number
  startedAt: number
  readBackups: () => BackupFacts
  vitalSigns: VitalSigns
  /** The process of workerd, when it runs. */
  workerdPid: () => number | undefined
  certificateEndsAt: () => number
}>

/** Everything the host knows of itself and its machine, and what an administrator should do about it. */
export const readHealth = async (deps: HealthDeps): Promise<HostHealth> => {
  const now = deps.now()
  const { items, running: _, ...backupState } = deps.readBackups()
  const newest = items[0]
  const workerd = deps.workerdPid()
  const facts = {
    at: now,
    versions: readVersions(deps.root),
    startedAt: deps.startedAt,
    machine: await readMachine(deps.dataDir),
    processes: {
      hostBytes: process.memoryUsage.rss(),
      workerdBytes: workerd === undefined ? null : readResidentBytes(workerd),
    },
    database: { bytes: databaseBytes(deps.databaseDir), soundAt: newest?.at ?? null },
    backups: {
      count: items.length,
      newest: newest ? { name: newest.name, at: newest.at, bytes: newest.bytes } : null,
      ...backupState,
    },
    eventLoop: deps.vitalSigns.eventLoop(),
    lastTick: deps.vitalSigns.lastTick(),
    certificateEndsAt: deps.certificateEndsAt(),
  }
  return { ...facts, findings: judgeHealth(facts, now) }
}

const Package = z.object({ version: z.string() })
const readVersion = (folder: string): string =>
  Package.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).version

export const readVersions = (root: string) => ({
  myp: readVersion(root),
  node: process.versions.node,
  workerd: readVersion(join(root, 'node_modules', 'workerd')),
  sqlite: process.versions.sqlite ?? 'unknown',
})

/** Its resident memory; from /proc/PID/status, because pages are 16 KiB on a Pi 5. */
const readResidentBytes = (pid: number): number | null => {
  if (!identify(pid)) return null
  try {
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return match ? Number(match[1]) * 1024 : null
  } catch {
    return null
  }
}
