import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PARTIAL_SUFFIX } from './backup-file.ts'

/** A backup is not what it was when it was written. */
export class BackupDamaged extends Error {
  override name = 'BackupDamaged'
}

const sumFileOf = (file: string): string => `${file}.sha256`

/**
 * Writes a stream, changed on its way (compressed), into `file` with its SHA-256 beside it (as `sha256sum` writes it). Durable when it resolves:
 * before that nothing has the file's name. Answers the sum.
 */
export const writeChecked = async (
  source: Readable,
  change: Transform | undefined,
  file: string,
): Promise<string> => {
  const partial = `${file}${PARTIAL_SUFFIX}`
  const hash = createHash('sha256')
  const sum = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    const target = createWriteStream(partial, { mode: 0o600, flush: true })
    await (change ? pipeline(source, change, sum, target) : pipeline(source, sum, target))
    const sha256 = hash.digest('hex')
    writeFileSync(sumFileOf(file), `${sha256}  ${basename(file)}\n`, { mode: 0o600, flush: true })
    await rename(partial, file)
    await syncFolder(dirname(file))
    return sha256
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

/** The name in the folder is durable only after this; FAT refuses it and needs none. */
const syncFolder = async (dir: string): Promise<void> => {
  const handle = await open(dir, 'r')
  try {
    await handle.sync().catch(() => {})
  } finally {
    await handle.close()
  }
}

/** Throws `BackupDamaged` when the file does not have the sum beside it; `false`: there is none to compare with. */
export const checkSum = async (file: string): Promise<boolean> => {
  if (!existsSync(sumFileOf(file))) return false
  const [expected] = readFileSync(sumFileOf(file), 'utf8').split(' ')
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  if (hash.digest('hex') !== expected) {
    throw new BackupDamaged(`${file} is damaged: its SHA-256 is not the one in ${sumFileOf(file)}`)
  }
  return true
}

export const removeChecked = async (file: string): Promise<void> => {
  await rm(file, { force: true })
  await rm(sumFileOf(file), { force: true })
}
