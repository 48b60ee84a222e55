import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findDatabase } from '../database-copy.ts'
import type { DataFiles } from '../folders.ts'
import { EXIT, StartRefused } from '../start-refused.ts'
import { DATABASE_SUFFIX, listBackups } from './backup-file.ts'
import { findDamage } from './database-check.ts'

/**
 * Looks at the database before anything is built on it. Throws `StartRefused` (exit code 4) for a damaged one,
 * naming the newest backup: going on would damage more, and the next backups with it.
 */
export const requireSoundDatabase = (files: DataFiles): void => {
  const database = findDatabase(files.database)
  if (database === undefined) return
  const damage = findDamage(database)
  if (damage === undefined) return
  const newest = existsSync(files.backups) ? listBackups(files.backups, DATABASE_SUFFIX)[0] : undefined
  const file = newest && join(files.backups, newest.name)
  const advice = newest
    ? `the newest backup is of ${new Date(newest.at).toISOString()}: sudo myp restore ${file} (where it is not installed: npm run restore -- ${file})`
    : 'there is no backup in the data folder; an encrypted copy elsewhere can be restored with sudo myp restore'
  throw new StartRefused(EXIT.data, `the database ${database} is damaged (${damage}); ${advice}`)
}
