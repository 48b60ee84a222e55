import { createHash, createHmac } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'

/** Where Miniflare keeps D1 databases below its persist folder: one file each, named by a hash. */
const D1_FOLDER = 'miniflare-D1DatabaseObject'

/** The D1 database below `persistDir`; nothing where there is none yet. Throws when there are several. */
export const findDatabase = (persistDir: string): string | undefined => {
  const folder = join(persistDir, D1_FOLDER)
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite')
    : []
  if (names.length > 1) throw new Error(`${folder} holds ${names.length} databases, not one`)
  return names[0] === undefined ? undefined : join(folder, names[0])
}

const requireDatabase = (persistDir: string): string => {
  const file = findDatabase(persistDir)
  if (file === undefined) throw new Error(`${join(persistDir, D1_FOLDER)} holds no database`)
  return file
}

/**
 * Where Miniflare will look for the database of this id: the name it gives a Durable Object of that name, which is
 * an HMAC under its class's key (durableObjectNamespaceIdFromName in miniflare 4).
 */
export const databaseFileOf = (persistDir: string, databaseId: string): string => {
  const key = createHash('sha256').update(D1_FOLDER).digest()
  const mac = (data: string | Buffer): Buffer =>
    createHmac('sha256', key).update(data).digest().subarray(0, 16)
  const name = mac(databaseId)
  return join(persistDir, D1_FOLDER, `${Buffer.concat([name, mac(name)]).toString('hex')}.sqlite`)
}

/** The size of the database with its write-ahead log; 0 where there is none. */
export const databaseBytes = (persistDir: string): number => {
  const file = findDatabase(persistDir)
  if (file === undefined) return 0
  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return sizeOf(file) + sizeOf(`${file}-wal`)
}

/**
 * Copies the D1 database below `persistDir` into `file`, consistently, while the worker writes on
 * (SQLite's online backup: a copy of the file alone would lose what is in the write-ahead log).
 * Throws when there is not exactly one database.
 */
export const copyDatabase = async (persistDir: string, file: string): Promise<void> => {
  const source = requireDatabase(persistDir)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(source, { readOnly: true })
  try {
    await backup(database, file)
  } finally {
    database.close()
  }
}
