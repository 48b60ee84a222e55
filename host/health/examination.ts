import { X509Certificate } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DATABASE_SUFFIX, listBackups } from '../backup/backup-file.ts'
import { readBackupState } from '../backup/backup-state.ts'
import { findDamage } from '../backup/database-check.ts'
import { readSite, type Site } from '../config.ts'
import { databaseBytes, findDatabase } from '../database-copy.ts'
import { type DataFiles, dataFiles } from '../folders.ts'
import type { HostFacts } from '../protocol.ts'
import type { Settings } from '../settings.ts'
import { askHealth, type Portal } from '../supervision/health.ts'
import { judgeHealth } from './findings.ts'
import { readVersions } from './health-facts.ts'
import { readMachine } from './machine.ts'
import { type RunningHost, readRunningHost } from './running-host.ts'

export type Result = Readonly<{ level: 'ok' | 'warning' | 'critical'; text: string; advice?: string }>

export type Examination = Readonly<{
  settings: Settings
  root: string
  now: number
  /** Whether the portal answers, and nothing else. */
  onlyPortal: boolean
}>

const BRIDGE_TIMEOUT_MS = 2_000

/** Looks at everything that can be seen from outside of the processes, for a person. Throws `StartRefused`. */
export const examine = async ({ settings, root, now, onlyPortal }: Examination): Promise<Result[]> => {
  const files = dataFiles(settings.dataDir)
  const site = readSite(settings)
  if (onlyPortal) return [await examinePortal(settings, site, files)]
  const machine = await readMachine(existsSync(settings.dataDir) ? settings.dataDir : root)
  const running = await readRunning(settings, site, files)
  const facts = await gatherFacts(root, files, machine, now, running)
  const { versions } = facts
  return [
    ok(`MYP ${versions.myp}, Node ${versions.node}, workerd ${versions.workerd}, SQLite ${versions.sqlite}`),
    ok(site.demo ? `demo: there is no ${settings.configFile}` : `configuration: ${settings.configFile}`),
    ...examineMachine(machine),
    examineSecrets(files),
    examineDatabase(files),
    ok(`${facts.backups.count} backups, the newest ${sinceText(facts.backups.newest?.at, now)}`),
    await examinePortal(settings, site, files),
    await examineBridge(settings),
    ...(running ? examineRunning(running, now) : []),
    ...judgeHealth(facts, now).map(({ level, message, advice }) => ({
      level,
      text: message.en,
      advice: advice.en,
    })),
  ]
}

const ok = (text: string): Result => ({ level: 'ok', text })

const sinceText = (at: number | undefined, now: number): string =>
  at === undefined ? 'never' : `${Math.round((now - at) / 60_000)} minutes ago`

/** What only a running host knows of itself is taken as healthy when none runs. */
const gatherFacts = async (
  root: string,
  files: DataFiles,
  machine: HostFacts['machine'],
  now: number,
  running: RunningHost | undefined,
): Promise<HostFacts> => {
  const [newest, ...older] = existsSync(files.backups) ? listBackups(files.backups, DATABASE_SUFFIX) : []
  return {
    at: now,
    versions: readVersions(root),
    startedAt: running?.startedAt ?? now,
    machine,
    processes: { hostBytes: running?.hostBytes ?? 0, workerdBytes: running?.workerdBytes ?? null },
    database: { bytes: databaseBytes(files.database), soundAt: newest?.at ?? null },
    backups: {
      count: older.length + (newest ? 1 : 0),
      newest: newest ?? null,
      ...readBackupState(files.backupState),
    },
    eventLoop: running?.eventLoop ?? { p50Ms: 0, p99Ms: 0, maxMs: 0 },
    lastTick: running?.lastTick ?? null,
    certificateEndsAt: await certificateEnd(files, now),
  }
}

const certificateEnd = async (files: DataFiles, now: number): Promise<number> => {
  try {
    return new X509Certificate(await readFile(join(files.tls, 'host.crt'))).validToDate.getTime()
  } catch {
    // Made at the first start.
    return now + 365 * 86_400_000
  }
}

const examineMachine = (machine: HostFacts['machine']): Result[] => {
  const gibibytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1)
  const { disk, temperatureC, clock } = machine
  return [
    ok(`disk: ${gibibytes(disk.freeBytes)} of ${gibibytes(disk.totalBytes)} GiB free`),
    ...(temperatureC === null ? [] : [ok(`processor: ${temperatureC.toFixed(0)} °C`)]),
    ...(clock ? [ok(`clock: ${clock.source}, ${clock.offsetMs} ms off`)] : []),
  ]
}

const examineSecrets = ({ secrets }: DataFiles): Result => {
  const stat = statSync(secrets, { throwIfNoEntry: false })
  if (!stat) return ok('secrets: made at the first start')
  if ((stat.mode & 0o077) === 0) return ok('secrets: readable by their owner only')
  return { level: 'critical', text: `${secrets} is readable by others`, advice: `chmod 600 ${secrets}` }
}

const examineDatabase = (files: DataFiles): Result => {
  const database = findDatabase(files.database)
  if (!database) return ok('database: made at the first start')
  const damage = findDamage(database)
  const size = `${(databaseBytes(files.database) / 1024 ** 2).toFixed(1)} MiB`
  if (damage === undefined) return ok(`database: ${size}, sound`)
  return {
    level: 'critical',
    text: `the database is damaged: ${damage}`,
    advice: 'restore the newest backup: sudo myp backup list; sudo myp restore FILE',
  }
}

const portalOf = (settings: Settings, site: Site, files: DataFiles): Portal => ({
  host: site.listen,
  port: settings.httpsPort,
  caFile: files.caCertificate,
})

const readRunning = async (
  settings: Settings,
  site: Site,
  files: DataFiles,
): Promise<RunningHost | undefined> =>
  existsSync(files.caCertificate) ? readRunningHost(portalOf(settings, site, files)) : undefined

const examineRunning = (running: RunningHost, now: number): Result[] => {
  const { startedAt, hostBytes, workerdBytes, eventLoop, lastTick, plugs } = running
  const mebibytes = (bytes: number): string => (bytes / 1024 ** 2).toFixed(0)
  const memory = `${mebibytes(hostBytes)} MiB, workerd ${mebibytes(workerdBytes ?? 0)} MiB`
  const tick = lastTick
    ? `the last ${Math.round((now - lastTick.at) / 1_000)} s ago, ${lastTick.lagMs.toFixed(0)} ms late`
    : 'none yet'
  return [
    ok(`host: up for ${Math.round((now - startedAt) / 60_000)} minutes, ${memory}`),
    ok(`event loop: late by ${eventLoop.p99Ms.toFixed(0)} ms at most in 99 of 100 turns`),
    ok(`ticks: ${tick}`),
    ...(plugs ? [examinePlugs(plugs)] : []),
  ]
}

const examinePlugs = ({ known, unknown }: { known: number; unknown: number }): Result =>
  unknown === 0
    ? ok(`plugs: ${known}, all answer`)
    : {
        level: 'warning',
        text: `plugs: ${unknown} of ${known + unknown} do not answer`,
        advice: 'the portal says why for each: Verwaltung → Geräte → Steckdosen',
      }

const examinePortal = async (settings: Settings, site: Site, files: DataFiles): Promise<Result> => {
  if (!existsSync(files.caCertificate)) {
    return {
      level: 'critical',
      text: 'portal: never started',
      advice: 'start it: systemctl start myp, or npm start',
    }
  }
  const answer = await askHealth(portalOf(settings, site, files))
  if (answer === '200') return ok(`portal: answers on port ${settings.httpsPort}`)
  return {
    level: 'critical',
    text: `portal: does not answer on port ${settings.httpsPort} (${answer})`,
    advice: 'see why: journalctl -u myp -n 50',
  }
}

const examineBridge = async ({ bridgePort }: Settings): Promise<Result> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${bridgePort}/health`, {
      signal: AbortSignal.timeout(BRIDGE_TIMEOUT_MS),
    })
    await answer.body?.cancel()
    if (answer.ok) return ok(`bridge: answers on port ${bridgePort}`)
    throw new Error(`status ${answer.status}`)
  } catch {
    return {
      level: 'critical',
      text: `bridge: does not answer on port ${bridgePort}, so no plug is switched`,
      advice: 'see why: journalctl -u myp-bridge -n 50',
    }
  }
}
