import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'

/** Where Miniflare keeps D1 databases below its persist folder: one file each, named by a hash. */
const D1_FOLDER = 'miniflare-D1DatabaseObject'

/**
 * Copies the D1 database below `persistDir` into `file`, consistently, while the worker writes on
 * (SQLite's online backup: a copy of the file alone would lose what is in the write-ahead log).
 * Throws when there is not exactly one database.
 */
export const copyDatabase = async (persistDir: string, file: string): Promise<void> => {
  const folder = join(persistDir, D1_FOLDER)
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite')
    : []
  const [name] = names
  if (name === undefined || names.length > 1)
    throw new Error(`${folder} holds ${names.length} databases, not one`)
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(join(folder, name), { readOnly: true })
  try {
    await backup(database, file)
  } finally {
    database.close()
  }
}
