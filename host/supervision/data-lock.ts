import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type * as z from 'zod'
import { identify, ProcessIdentity } from './process-identity.ts'

const Owner = ProcessIdentity.extend({
  /** The process whose end leaves the owner an orphan (npm, for `npm start`). */
  starter: ProcessIdentity.optional(),
})
export type Owner = Readonly<z.infer<typeof Owner>>

/** Somebody else holds the lock; `owner` is unknown for the moment between locking and signing. */
export class Locked extends Error {
  override name = 'Locked'
  readonly owner: Owner | undefined

  constructor(owner: Owner | undefined) {
    super(`locked by process ${owner?.pid ?? '(unknown)'}`)
    this.owner = owner
  }
}

/**
 * Takes a lock that only one process can hold and that the kernel releases when its holder dies, however it dies:
 * SQLite's file lock on an empty database. Throws `Locked`. Answers the function that releases it.
 */
export const takeLock = (file: string, starter?: ProcessIdentity): (() => void) => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(file)
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    throw isBusy(error) ? new Locked(readOwner(file)) : error
  }
  writeFileSync(`${file}.owner`, `${JSON.stringify({ ...identify(process.pid), starter })}\n`)
  return () => database.close()
}

const SQLITE_BUSY = 5
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY

const readOwner = (file: string): Owner | undefined => {
  try {
    return Owner.parse(JSON.parse(readFileSync(`${file}.owner`, 'utf8')))
  } catch {
    return undefined
  }
}
