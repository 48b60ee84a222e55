import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Why a backup was made: by the clock, because somebody asked, or before an update. */
export const BACKUP_REASONS = ['hourly', 'manual', 'update'] as const
export type BackupReason = (typeof BACKUP_REASONS)[number]

/** Backups of the database alone, in the data folder. */
export const DATABASE_SUFFIX = '.sqlite.zst'
/** Encrypted copies with database, settings and secrets, anywhere else. */
export const COPY_SUFFIX = '.tar.zst.age'
/** Not finished, or what a crash left: never a backup. */
export const PARTIAL_SUFFIX = '.partial'

export type BackupFile = Readonly<{ name: string; at: number; reason: BackupReason; bytes: number }>

const NAME =
  /^myp-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z-(hourly|manual|update)(\.sqlite\.zst|\.tar\.zst\.age)$/

/** `myp-2026-11-23T09-07-00Z-hourly.sqlite.zst`: sorts by time, and is legal on FAT. `at` in epoch milliseconds. */
export const backupName = (at: number, reason: BackupReason, suffix: string): string =>
  `myp-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z-${reason}${suffix}`

export const parseBackupName = (
  name: string,
): { at: number; reason: BackupReason; suffix: string } | undefined => {
  const [, day, hour, minute, second, reason, suffix] = NAME.exec(name) ?? []
  const at = Date.parse(`${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(at) || suffix === undefined) return undefined
  return { at, reason: reason as BackupReason, suffix }
}

/** The backups in a folder, newest first; other files there are none of ours. */
export const listBackups = (dir: string, suffix: string): BackupFile[] => {
  const names = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isFile())
  return names
    .flatMap(({ name }) => {
      const parsed = parseBackupName(name)
      const stat = parsed?.suffix === suffix && statSync(join(dir, name), { throwIfNoEntry: false })
      return parsed && stat ? [{ name, at: parsed.at, reason: parsed.reason, bytes: stat.size }] : []
    })
    .sort((a, b) => b.at - a.at)
}
