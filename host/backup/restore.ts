import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import { copyDatabase, databaseFileOf, findDatabase } from '../database-copy.ts'
import { COPY_SUFFIX, DATABASE_SUFFIX } from './backup-file.ts'
import { BackupDamaged, checkSum } from './checked-stream.ts'
import { checkDatabaseCopy, type DatabaseFacts } from './database-check.ts'
import { ARCHIVE, type SettingsFiles } from './encrypted-copy.ts'
import { unpackInto } from './tar.ts'

/** The backup can't be restored like this; the message says what to do instead. */
export class RestoreRefused extends Error {
  override name = 'RestoreRefused'
}

export type RestoreOptions = Readonly<{
  file: string
  /** A file with the secret half of a recipient, for an encrypted copy. */
  identityFile?: string | undefined
  databaseDir: string
  databaseId: string
  /** Where the database of before is kept. */
  copiesDir: string
  /** Where settings and secrets of an archive belong. */
  settingsFiles: SettingsFiles
  /** Replace settings and secrets that exist. */
  withSettings: boolean
  at: number
}>

export type Restored = Readonly<{
  facts: DatabaseFacts
  /** The database that was replaced; `undefined`: there was none. */
  before: string | undefined
  settings: readonly string[]
  /** In the archive, but something was there already. */
  kept: readonly string[]
  hasSum: boolean
}>

/**
 * Puts a backup in the place of the database; the caller holds the host's lock. The backup is unpacked and checked
 * from end to end first, and the database of before is kept, so that nothing is lost whatever happens.
 * Throws `BackupDamaged` or `RestoreRefused`; then nothing has changed.
 */
export const restoreBackup = async (options: RestoreOptions): Promise<Restored> => {
  const { file, databaseDir } = options
  if (!existsSync(file)) throw new RestoreRefused(`${file} does not exist`)
  const hasSum = await checkSum(file)
  await mkdir(databaseDir, { recursive: true, mode: 0o700 })
  const work = await mkdtemp(join(databaseDir, '.restore-'))
  try {
    const isArchive = await unpack(options, work)
    const unpacked = join(work, ARCHIVE.database)
    const facts = checkDatabaseCopy(unpacked)
    const before = await setAside(options)
    const target = findDatabase(databaseDir) ?? databaseFileOf(databaseDir, options.databaseId)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    // The old write-ahead log would be replayed into the restored database.
    await rm(`${target}-wal`, { force: true })
    await rm(`${target}-shm`, { force: true })
    await rename(unpacked, target)
    const moved = isArchive ? await restoreSettings(options, work) : { settings: [], kept: [] }
    return { facts, before, ...moved, hasSum }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Answers whether there were settings in it too. */
const unpack = async (options: RestoreOptions, work: string): Promise<boolean> => {
  const { file } = options
  const database = join(work, ARCHIVE.database)
  try {
    if (file.endsWith(COPY_SUFFIX)) {
      await unpackArchive(await decrypted(options), work)
      return true
    }
    if (file.endsWith('.tar.zst')) {
      await unpackArchive(createReadStream(file), work)
      return true
    }
    if (file.endsWith(DATABASE_SUFFIX)) {
      await pipeline(createReadStream(file), createZstdDecompress(), createWriteStream(database))
      return false
    }
    if (file.endsWith('.sqlite')) {
      await copyFile(file, database)
      return false
    }
  } catch (error) {
    if (error instanceof RestoreRefused) throw error
    throw new BackupDamaged(`${file} can't be unpacked: ${error instanceof Error ? error.message : error}`)
  }
  throw new RestoreRefused(`${file} is no backup: expected …${DATABASE_SUFFIX} or …${COPY_SUFFIX}`)
}

const decrypted = async ({ file, identityFile }: RestoreOptions): Promise<Readable> => {
  if (identityFile === undefined) {
    throw new RestoreRefused(`${file} is encrypted: --identity names the file with the secret key`)
  }
  const decrypter = new Decrypter()
  const identities = (await readFile(identityFile, 'utf8')).match(/^AGE-SECRET-KEY-1[A-Z0-9]+$/gm) ?? []
  if (identities.length === 0) throw new RestoreRefused(`${identityFile} holds no secret key`)
  for (const identity of identities) decrypter.addIdentity(identity)
  const stream = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>
  return Readable.fromWeb((await decrypter.decrypt(stream)) as never)
}

const unpackArchive = (archive: Readable, work: string): Promise<void> =>
  pipeline(archive, createZstdDecompress(), unpackInto(work))

/** A copy by SQLite has everything of the write-ahead log; a damaged database can only be moved as it is. */
const setAside = async ({ databaseDir, copiesDir, at }: RestoreOptions): Promise<string | undefined> => {
  const current = findDatabase(databaseDir)
  if (current === undefined) return undefined
  await mkdir(copiesDir, { recursive: true, mode: 0o700 })
  const stamp = new Date(at).toISOString().replaceAll(':', '-')
  const copy = join(copiesDir, `${stamp}-before-restore.sqlite`)
  try {
    await copyDatabase(databaseDir, copy)
  } catch {
    await copyFile(current, copy)
    if (existsSync(`${current}-wal`)) await copyFile(`${current}-wal`, `${copy}-wal`)
  }
  return copy
}

const restoreSettings = async (
  { settingsFiles, withSettings }: RestoreOptions,
  work: string,
): Promise<{ settings: string[]; kept: string[] }> => {
  const [settings, kept]: [string[], string[]] = [[], []]
  for (const [name, file] of Object.entries(settingsFiles)) {
    if (!existsSync(join(work, name))) continue
    if (existsSync(file) && !withSettings) {
      kept.push(file)
      continue
    }
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await cp(join(work, name), file, { recursive: true, force: true })
    settings.push(file)
  }
  return { settings, kept }
}
