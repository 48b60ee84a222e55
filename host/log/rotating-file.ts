import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

export type RotatingFileOptions = Readonly<{
  dir: string
  /** The file being written is `NAME.log`; older ones are `NAME-2026-11-23.1.log` and so on. */
  name: string
  /** Epoch milliseconds. */
  now: () => number
  limitBytes: number
  /** How many older files are kept. */
  keep: number
}>

/**
 * Opens a log that starts a new file each UTC day and at `limitBytes`, and keeps the newest `keep` old ones.
 * Lines are written at once: what a crash leaves unwritten would be what explains it. A full or read-only
 * disk loses lines, never the process.
 */
export const openRotatingFile = (options: RotatingFileOptions): { write: (line: string) => void } => {
  const { dir, name, now, limitBytes, keep } = options
  const file = join(dir, `${name}.log`)
  let { day, size } = currentFile(options, file)
  const startNew = (today: string): void => {
    renameSync(file, join(dir, nextName(dir, `${name}-${day}`)))
    for (const old of olderFiles(dir, name).slice(keep)) rmSync(join(dir, old), { force: true })
    day = today
    size = 0
  }
  return {
    write: (line) => {
      try {
        const today = dayOf(now())
        const bytes = Buffer.byteLength(line)
        if (size > 0 && (today !== day || size + bytes > limitBytes)) startNew(today)
        day = today
        appendFileSync(file, line, { mode: 0o640 })
        size += bytes
      } catch {
        // Nowhere to tell it: this is where it would be told.
      }
    },
  }
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

const currentFile = ({ dir, now }: RotatingFileOptions, file: string): { day: string; size: number } => {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o750 })
    const { mtimeMs, size } = statSync(file)
    return { day: dayOf(mtimeMs), size }
  } catch {
    return { day: dayOf(now()), size: 0 }
  }
}

const OLDER = /^(.+)-(\d{4}-\d{2}-\d{2})\.(\d+)\.log$/

/** Newest first. */
const olderFiles = (dir: string, name: string): string[] =>
  readdirSync(dir)
    .map((entry) => ({ entry, parts: OLDER.exec(entry) }))
    .flatMap(({ entry, parts }) =>
      parts?.[1] === name ? [{ entry, day: parts[2] ?? '', number: Number(parts[3]) }] : [],
    )
    .sort((a, b) => b.day.localeCompare(a.day) || b.number - a.number)
    .map(({ entry }) => entry)

const nextName = (dir: string, stem: string): string => {
  const taken = readdirSync(dir).flatMap((entry) => {
    const parts = OLDER.exec(entry)
    return parts && `${parts[1]}-${parts[2]}` === stem ? [Number(parts[3])] : []
  })
  return `${stem}.${Math.max(0, ...taken) + 1}.log`
}
