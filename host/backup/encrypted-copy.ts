import { accessSync, constants, existsSync } from 'node:fs'
import { cp, link, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Encrypter } from 'age-encryption'
import { type BackupReason, backupName, COPY_SUFFIX } from './backup-file.ts'
import { writeChecked } from './checked-stream.ts'
import {
  compressor,
  type LocalBackup,
  removeLeftovers,
  removeOldBackups,
  requireSpace,
} from './local-backup.ts'
import { packFolder } from './tar.ts'

/** The place for copies is not there: no stick, or a folder that must not be written. */
export class NoCopyPlace extends Error {
  override name = 'NoCopyPlace'
}

/** Settings and secrets, by their path in the archive; those that do not exist are left out. */
export type SettingsFiles = Readonly<Record<string, string>>

/** Names in the archive. `tls` is a folder. */
export const ARCHIVE = {
  database: 'database.sqlite',
  facts: 'backup.json',
  secrets: 'secrets.json',
  tls: 'tls',
  config: 'config.toml',
  bridgeConfig: 'bridge.toml',
} as const

/**
 * Writes what a new machine needs to take over (database, secrets, certificates, settings) as an encrypted archive
 * into `dir`: a tar, compressed by zstd, encrypted by age for the owners of `recipients`
 * (https://age-encryption.org/v1). `age -d -i KEY FILE | zstd -d | tar x` reads it on any computer.
 * Throws `NoCopyPlace` or `NoSpace`.
 */
export const writeEncryptedCopy = async (options: {
  backup: LocalBackup
  reason: BackupReason
  at: number
  version: string
  settingsFiles: SettingsFiles
  dir: string
  recipients: readonly string[]
}): Promise<string> => {
  const { backup, dir } = options
  requireCopyPlace(dir)
  await removeLeftovers(dir)
  await removeOldBackups(dir, COPY_SUFFIX)
  await requireSpace(dir, (await stat(backup.file)).size * 2)
  const staging = join(dirname(backup.plainCopy), 'archive')
  try {
    await fillStaging(staging, options)
    const encrypter = new Encrypter()
    for (const recipient of options.recipients) encrypter.addRecipient(recipient)
    const archive = compressor()
    const name = backupName(options.at, options.reason, COPY_SUFFIX)
    const encrypt = async (): Promise<void> => {
      const encrypted = await encrypter.encrypt(Readable.toWeb(archive) as ReadableStream<Uint8Array>)
      await writeChecked(Readable.fromWeb(encrypted as never), undefined, join(dir, name))
    }
    await Promise.all([pipeline(packFolder(staging), archive), encrypt()])
    return name
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

const requireCopyPlace = (dir: string): void => {
  try {
    accessSync(dir, constants.W_OK | constants.X_OK)
  } catch {
    throw new NoCopyPlace(`${dir} is not there or can not be written: is the stick plugged in?`)
  }
}

const fillStaging = async (
  staging: string,
  { backup, version, at, settingsFiles }: Parameters<typeof writeEncryptedCopy>[0],
): Promise<void> => {
  await mkdir(staging, { mode: 0o700 })
  await link(backup.plainCopy, join(staging, ARCHIVE.database))
  const facts = { version, at: new Date(at).toISOString(), ...backup.facts }
  await writeFile(join(staging, ARCHIVE.facts), `${JSON.stringify(facts, null, 2)}\n`)
  for (const [name, file] of Object.entries(settingsFiles)) {
    if (existsSync(file)) await cp(file, join(staging, name), { recursive: true })
  }
}
