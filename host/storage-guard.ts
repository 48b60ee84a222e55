import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, rmSync, statfsSync, utimesSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'

const MIBIBYTE = 1024 * 1024
/** Put aside for the day the disk is full: what the database needs to go on reading, and the minute tick to write. */
const BALLAST_BYTES = 32 * MIBIBYTE
/** Less than this is full: SQLite itself fails reads when it can not write a byte. */
const FULL_BYTES = 16 * MIBIBYTE
/** More than this, beside the ballast, is room again. */
const ROOM_BYTES = 48 * MIBIBYTE
const CHECK_MS = 3_000
/** Every so many checks something is written: often enough to be told, and easy on a memory card. */
const CHECKS_A_PROBE = 5

export type StorageGuard = Readonly<{
  isFull: () => boolean
  /** As the kernel leaves a file system after an error: then the database can't even be read. */
  isReadOnly: () => boolean
  stop: () => void
}>

/** Touches a file: since Linux 6.12 a failed ext4 is not marked as read-only, it only refuses to write. */
const refusesToWrite = (file: string): boolean => {
  try {
    const now = new Date()
    closeSync(openSync(file, 'a'))
    utimesSync(file, now, now)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EROFS'
  }
}

/**
 * Watches the disk of the data folder. When it is full, `isFull` says so, so that changes are refused before the
 * database fails, and a file that held some room gives it up, so that reading goes on. When there is room again,
 * everything is as before, without a restart. A disk that has become read-only is a card or file system that has
 * failed: `isReadOnly` says so, and only a check of the disk and a restart help.
 */
export const startStorageGuard = (dataDir: string, log: Logger): StorageGuard => {
  const ballast = join(dataDir, 'ballast')
  let isFull = false
  let isReadOnly = false
  let checks = 0
  let isFilling = false
  const putAside = async (): Promise<void> => {
    isFilling = true
    try {
      // Random, so that a file system that compresses can not make nothing of it.
      await writeFile(`${ballast}.new`, randomBytes(BALLAST_BYTES), { mode: 0o600 })
      await rename(`${ballast}.new`, ballast)
    } catch (error) {
      rmSync(`${ballast}.new`, { force: true })
      log.warn({ err: error }, 'no room could be put aside on the disk')
    } finally {
      isFilling = false
    }
  }
  const check = (): void => {
    if (checks++ % CHECKS_A_PROBE === 0) {
      const was = isReadOnly
      isReadOnly = refusesToWrite(join(dataDir, 'probe'))
      if (isReadOnly && !was) log.error('the disk has become read-only: it must be checked')
    }
    if (isReadOnly) return
    const { bavail, bsize } = statfsSync(dataDir)
    const freeBytes = bavail * bsize
    if (!isFull && freeBytes < FULL_BYTES) {
      isFull = true
      rmSync(ballast, { force: true })
      log.error({ freeBytes }, 'the disk is full: nothing can be changed until there is room')
    } else if (freeBytes > BALLAST_BYTES + ROOM_BYTES) {
      if (isFull) log.info({ freeBytes }, 'there is room on the disk again')
      isFull = false
      if (!isFilling && !existsSync(ballast)) void putAside()
    }
  }
  const timer = setInterval(() => {
    try {
      check()
    } catch (error) {
      log.warn({ err: error }, 'the disk could not be looked at')
    }
  }, CHECK_MS)
  check()
  return { isFull: () => isFull, isReadOnly: () => isReadOnly, stop: () => clearInterval(timer) }
}
