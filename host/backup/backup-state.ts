import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

const Failure = z.object({ at: z.int(), message: z.string() })

/** What happened last, beside the files themselves; times in epoch milliseconds. */
export const BackupState = z.object({
  /** `null`: none since the last success. */
  failure: Failure.nullable().default(null),
  copy: z
    .object({
      /** The newest copy that was written; the stick may have been pulled since. */
      at: z.int().nullable(),
      name: z.string().nullable(),
      /** Why the newest try did not write one; `null`: it did. */
      problem: Failure.nullable(),
    })
    .default({ at: null, name: null, problem: null }),
  restoreTest: z
    .object({
      at: z.int(),
      ok: z.boolean(),
      name: z.string(),
      /** What was found, in one line. */
      message: z.string(),
    })
    .nullable()
    .default(null),
})
export type BackupState = z.infer<typeof BackupState>

/** A file that is missing or damaged says that nothing is known. */
export const readBackupState = (file: string): BackupState => {
  try {
    return BackupState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return BackupState.parse({})
  }
}

export const changeBackupState = (file: string, change: Partial<BackupState>): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const text = `${JSON.stringify({ ...readBackupState(file), ...change }, null, 2)}\n`
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
