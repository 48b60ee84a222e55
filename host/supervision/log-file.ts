import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const LIMIT_BYTES = 10 * 1024 * 1024

/**
 * Appends lines to a file that is renamed to `FILE.1` at 10 MiB, so that a log takes 20 MiB at most.
 * A full disk loses lines, never the process.
 */
export const openLogFile = (file: string): ((line: string) => void) => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  let size = existsSync(file) ? statSync(file).size : 0
  return (line) => {
    try {
      if (size > LIMIT_BYTES) {
        renameSync(file, `${file}.1`)
        size = 0
      }
      appendFileSync(file, `${line}\n`, { mode: 0o600 })
      size += Buffer.byteLength(line) + 1
    } catch {
      // Nowhere to tell it: this is where it would be told.
    }
  }
}
