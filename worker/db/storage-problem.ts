/** How SQLite says that it could not write: the disk is full, broken, or mounted read-only. */
const STORAGE = /SQLITE_(?:FULL|IOERR|READONLY)|database or disk is full|disk I\/O error|readonly database/

/** Is this a failure of the disk under the database, and not of what was asked? */
export const isStorageProblem = (error: unknown): boolean => {
  // drizzle wraps what D1 threw; the reason is at the end of the chain.
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (STORAGE.test(cause.message)) return true
  }
  return false
}
