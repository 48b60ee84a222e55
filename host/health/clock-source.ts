import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const TIMEOUT_MS = 2_000

export type ClockSource = Readonly<{
  /** Where the time comes from: a server's address, `local` for the own clock. */
  source: string
  synchronised: boolean
  /** How far the system clock is from its source, milliseconds, without a sign. */
  offsetMs: number
}>

/** What chrony says of the clock; nothing where chrony does not run or is not installed. */
export const readClockSource = async (): Promise<ClockSource | null> => {
  try {
    const { stdout } = await run('chronyc', ['-n', '-c', '-h', '127.0.0.1', 'tracking'], {
      timeout: TIMEOUT_MS,
    })
    return parseTracking(stdout)
  } catch {
    return null
  }
}

/** chrony's own clock as reference, 127.127.1.1, in hexadecimal. */
const LOCAL_REFERENCE = '7F7F0101'

/**
 * One line of comma-separated values (chronyc(1), `-c tracking`): reference id, address, stratum, reference time,
 * offset of the system clock in seconds, eight more, leap status.
 */
export const parseTracking = (text: string): ClockSource | null => {
  const fields = text.trim().split(',')
  const [referenceId, address] = fields
  const offset = Number(fields[4])
  const leap = fields[13]
  if (referenceId === undefined || leap === undefined || !Number.isFinite(offset)) return null
  return {
    source: referenceId === LOCAL_REFERENCE ? 'local' : address || referenceId,
    synchronised: leap !== 'Not synchronised',
    offsetMs: Math.round(Math.abs(offset) * 1e6) / 1e3,
  }
}
