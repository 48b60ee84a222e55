import { DatabaseSync } from 'node:sqlite'
import { findDatabase } from '../database-copy.ts'

export type DatabaseFacts = Readonly<{
  /** Everybody's names, so that they can be taken out of texts; they never leave the machine. */
  names: readonly string[]
  /** Rows by table. */
  tables: Readonly<Record<string, number>>
}>

/**
 * Reads along while the worker writes. Throws when the database can't be read: without the names nobody could be
 * taken out of the logs.
 */
export const readDatabaseFacts = (databaseDir: string): DatabaseFacts => {
  const file = findDatabase(databaseDir)
  if (file === undefined) return { names: [], tables: {} }
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const tables: Record<string, number> = {}
    for (const { name } of database
      .prepare(
        `select name from sqlite_master where type = 'table' and substr(name, 1, 1) <> '_' and name not like 'sqlite%'`,
      )
      .all()) {
      const row = database.prepare(`select count(*) as count from "${String(name)}"`).get()
      tables[String(name)] = Number(row?.count)
    }
    const people = database.prepare('select username, display_name from users').all()
    return {
      names: people.flatMap(({ username, display_name }) => [String(username), String(display_name)]),
      tables,
    }
  } finally {
    database.close()
  }
}
