import { existsSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import * as z from 'zod'
import { readSite } from '../config.ts'
import { type DataFiles, dataFiles } from '../folders.ts'
import type { Settings } from '../settings.ts'
import { takeLock } from '../supervision/data-lock.ts'
import { readWranglerConfig } from '../wrangler-config.ts'
import { BACKUP_REASONS, DATABASE_SUFFIX, listBackups } from './backup-file.ts'
import { changeBackupState, readBackupState } from './backup-state.ts'
import { ARCHIVE, type SettingsFiles, writeEncryptedCopy } from './encrypted-copy.ts'
import { type LocalBackup, makeLocalBackup } from './local-backup.ts'
import { type Restored, restoreBackup } from './restore.ts'
import { testRestore } from './restore-test.ts'

/** There is no such command, or a word is missing. */
export class NoBackupCommand extends Error {
  override name = 'NoBackupCommand'
}

export type BackupCommandDeps = Readonly<{
  settings: Settings
  /** The folder of the program. */
  root: string
  now: () => number
  reason: string
  identityFile: string | undefined
  withSettings: boolean
}>

const USAGE = `npm run backup -- now        back up at once
npm run backup -- list       what there is
npm run backup -- test       restore the newest backup into an empty folder and read it
npm run backup -- new-key    make a pair of keys for encrypted copies
npm run restore -- FILE [--identity KEYFILE] [--with-settings]`

/** Runs one command; the lines are for a person. Throws what `main.ts` explains. */
export const runBackupCommand = async (
  [command, file, ...rest]: readonly string[],
  deps: BackupCommandDeps,
): Promise<string[]> => {
  if (rest.length > 0) throw new NoBackupCommand(USAGE)
  const files = dataFiles(deps.settings.dataDir)
  switch (command) {
    case 'now':
      return locked(files, () => backUp(deps, files))
    case 'test':
      return locked(files, () => test(deps, files))
    case 'list':
      return list(files)
    case 'new-key':
      return newKey()
    case 'restore':
      if (file === undefined) throw new NoBackupCommand(USAGE)
      return locked(files, () => restore(file, deps, files))
    default:
      throw new NoBackupCommand(USAGE)
  }
}

/** Two at once would remove each other's working copies. */
const locked = async <T>(files: DataFiles, work: () => Promise<T>): Promise<T> => {
  const release = takeLock(files.backupLock)
  try {
    return await work()
  } finally {
    release()
  }
}

const databaseIdOf = (root: string): string =>
  readWranglerConfig(join(root, 'wrangler.toml')).d1_databases[0]?.database_id ?? ''

const settingsFiles = (settings: Settings, files: DataFiles): SettingsFiles => ({
  [ARCHIVE.secrets]: files.secrets,
  [ARCHIVE.tls]: files.tls,
  [ARCHIVE.config]: settings.configFile,
  [ARCHIVE.bridgeConfig]: settings.bridgeConfig,
})

const backUp = async (deps: BackupCommandDeps, files: DataFiles): Promise<string[]> => {
  const at = deps.now()
  const reason = z.enum(BACKUP_REASONS).parse(deps.reason)
  let backup: LocalBackup
  try {
    backup = await makeLocalBackup({ databaseDir: files.database, backupDir: files.backups, reason, at })
  } catch (error) {
    changeBackupState(files.backupState, { failure: { at, message: messageOf(error) } })
    throw error
  }
  try {
    changeBackupState(files.backupState, { failure: null })
    return [backup.file, ...(await copyElsewhere(deps, files, backup, at))]
  } finally {
    await backup.removeCopy()
  }
}

/** A stick that is missing does not make the backup itself fail; the health page tells. */
const copyElsewhere = async (
  deps: BackupCommandDeps,
  files: DataFiles,
  backup: LocalBackup,
  at: number,
): Promise<string[]> => {
  const { backup: config } = readSite(deps.settings)
  if (!config) return []
  const { copy } = readBackupState(files.backupState)
  try {
    const name = await writeEncryptedCopy({
      backup,
      reason: z.enum(BACKUP_REASONS).parse(deps.reason),
      at,
      version: readVersion(deps.root),
      settingsFiles: settingsFiles(deps.settings, files),
      dir: config.copy_to,
      recipients: config.recipients,
    })
    changeBackupState(files.backupState, { copy: { at, name, problem: null } })
    return [join(config.copy_to, name)]
  } catch (error) {
    changeBackupState(files.backupState, { copy: { ...copy, problem: { at, message: messageOf(error) } } })
    return [`no encrypted copy: ${messageOf(error)}`]
  }
}

const test = async (deps: BackupCommandDeps, files: DataFiles): Promise<string[]> => {
  const at = deps.now()
  const result = await testRestore({ backupDir: files.backups, databaseId: databaseIdOf(deps.root), at })
  changeBackupState(files.backupState, { restoreTest: { at, ...result } })
  return [`${result.ok ? 'ok' : 'FAILED'}: ${result.name} ${result.message}`]
}

const list = (files: DataFiles): string[] => {
  const backups = existsSync(files.backups) ? listBackups(files.backups, DATABASE_SUFFIX) : []
  return backups.map(({ name, bytes }) => `${join(files.backups, name)}  ${Math.ceil(bytes / 1024)} KiB`)
}

const newKey = async (): Promise<string[]> => {
  const identity = await generateX25519Identity()
  return [
    '# The secret key: whoever has it can read every copy. Print it or keep it on a stick in a safe;',
    '# on this machine it would protect nothing. Without it the copies can not be read by anybody.',
    identity,
    '',
    '# The public key belongs into the configuration:',
    '# [backup]',
    '# copy_to = "/mnt/myp-backup"',
    `# recipients = ["${await identityToRecipient(identity)}"]`,
  ]
}

const restore = async (file: string, deps: BackupCommandDeps, files: DataFiles): Promise<string[]> => {
  // Whoever runs a host on the data would go on with the old database, and fight about the file.
  const releaseHost = takeLock(files.hostLock)
  try {
    const restored = await restoreBackup({
      file: resolve(file),
      identityFile: deps.identityFile,
      databaseDir: files.database,
      databaseId: databaseIdOf(deps.root),
      copiesDir: files.copies,
      settingsFiles: settingsFiles(deps.settings, files),
      withSettings: deps.withSettings,
      at: deps.now(),
    })
    return tellRestored(file, restored)
  } finally {
    releaseHost()
  }
}

const tellRestored = (file: string, { facts, before, settings, kept, hasSum }: Restored): string[] => [
  `restored ${basename(file)}: ${facts.people} people, ${facts.jobs} jobs, schema ${facts.newestMigration}`,
  ...(hasSum ? [] : ['there was no checksum file beside it; the database itself was read from end to end']),
  ...(before ? [`the database of before is ${before}`] : []),
  ...settings.map((path) => `restored ${path}`),
  ...kept.map((path) => `left ${path} as it was (--with-settings replaces it)`),
]

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const readVersion = (root: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
    .version
