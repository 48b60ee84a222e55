import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Cron } from 'croner'
import type { Logger } from 'pino'
import type { DataFiles } from '../folders.ts'
import { type BackupFile, type BackupReason, DATABASE_SUFFIX, listBackups } from './backup-file.ts'
import { type BackupState, readBackupState } from './backup-state.ts'

const run = promisify(execFile)

const HOUR_MS = 3_600_000
/** The start has better things to do. */
const FIRST_AFTER_MS = 60_000
/** Away from the full hour, when jobs start and end. */
const HOURLY = '7 * * * *'
/** Sunday night, by the machine's clock. */
const WEEKLY = '37 2 * * 0'
/** A database of several gigabytes on a slow card. */
const TIMEOUT_MS = 30 * 60_000
const OUTPUT_LIMIT_BYTES = 64 * 1024

/** A backup was asked for and not made; the message says why. */
export class BackupFailed extends Error {
  override name = 'BackupFailed'
}

export type BackupFacts = Readonly<{ items: readonly BackupFile[]; running: boolean } & BackupState>

export type Backups = Readonly<{
  /** What there is, newest first, and what happened last. */
  read: () => BackupFacts
  /** Backs up at once and resolves when it is done; a call while one runs waits for that one. Throws `BackupFailed`. */
  make: (reason: BackupReason) => Promise<void>
  stop: () => void
}>

/**
 * Backs up every hour, and a minute after the start when the last backup is older; restores one every Sunday to see that it
 * works. Each runs in a process of its own (`host/backup/main.ts`), at low priority.
 */
export const startBackups = (options: {
  root: string
  files: DataFiles
  /** For the backup program. */
  environment: Record<string, string | undefined>
  now: () => number
  log: Logger
}): Backups => {
  const { files, log } = options
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  const read = (): BackupFacts => ({
    items: existsSync(files.backups) ? listBackups(files.backups, DATABASE_SUFFIX) : [],
    running: running !== undefined,
    ...readBackupState(files.backupState),
  })
  const runProgram = async (...words: string[]): Promise<void> => {
    try {
      const { stdout } = await run(process.execPath, [join(options.root, 'host/backup/main.ts'), ...words], {
        env: options.environment,
        timeout: TIMEOUT_MS,
        maxBuffer: OUTPUT_LIMIT_BYTES,
        signal: stopping.signal,
      })
      log.info({ result: stdout.trim().split('\n') }, `backup ${words[0]}`)
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
      throw new BackupFailed(said || String(error), { cause: error })
    }
  }
  const make = (reason: BackupReason): Promise<void> => {
    running ??= runProgram('now', '--reason', reason).finally(() => {
      running = undefined
    })
    return running
  }
  const onError = (error: unknown): void => {
    if (!stopping.signal.aborted) log.error({ err: error }, 'backup failed')
  }
  const jobs = [
    new Cron(HOURLY, { catch: onError, protect: true }, () => make('hourly')),
    new Cron(WEEKLY, { catch: onError, protect: true }, async () => {
      await running?.catch(() => {})
      await runProgram('test')
    }),
  ]
  const first = setTimeout(() => {
    const newest = read().items[0]
    if (newest === undefined || options.now() - newest.at > HOUR_MS) make('hourly').catch(onError)
  }, FIRST_AFTER_MS)
  return {
    read,
    make,
    stop: () => {
      clearTimeout(first)
      for (const job of jobs) job.stop()
      stopping.abort()
    },
  }
}
