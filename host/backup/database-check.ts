import { DatabaseSync } from 'node:sqlite'
import { BackupDamaged } from './checked-stream.ts'

export type DatabaseFacts = Readonly<{
  migrations: number
  newestMigration: string
  people: number
  jobs: number
}>

/**
 * Reads a copy of the database from end to end: its pages, its indexes, its foreign keys, and that it is ours.
 * Blocks the thread for about a second per 100 MB, so only for a process of its own.
 * Throws `BackupDamaged`, saying what is wrong.
 */
export const checkDatabaseCopy = (file: string): DatabaseFacts => {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { readOnly: true })
    const first = database.prepare('pragma integrity_check(1)').get()?.integrity_check
    if (first !== 'ok') throw new BackupDamaged(`${file}: ${String(first)}`)
    const orphan = database.prepare('pragma foreign_key_check').get()
    if (orphan) throw new BackupDamaged(`${file}: a row of ${String(orphan.table)} refers to nothing`)
    const count = (table: string): number =>
      Number(database?.prepare(`select count(*) as count from ${table}`).get()?.count)
    const newest = database.prepare('select name from d1_migrations order by id desc limit 1').get()
    return {
      migrations: count('d1_migrations'),
      newestMigration: String(newest?.name ?? ''),
      people: count('users'),
      jobs: count('jobs'),
    }
  } catch (error) {
    if (error instanceof BackupDamaged) throw error
    throw new BackupDamaged(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    database?.close()
  }
}

/**
 * The quick look at the live database before the host starts: pages and structure, without the indexes' contents.
 * Answers what is wrong, or nothing. It is for a moment when no other process has the file open.
 */
export const findDamage = (file: string): string | undefined => {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { readOnly: true })
    const first = database.prepare('pragma quick_check(1)').get()?.quick_check
    return first === 'ok' ? undefined : String(first)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    database?.close()
  }
}
