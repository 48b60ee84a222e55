/** Small corrections of the clock are no jump. */
const TOLERANCE_MS = 120_000
/** No version of this program is older: a clock before it is a Pi that woke up without the time. */
const EARLIEST_MS = Date.UTC(2026, 0, 1)

export type ClockDoubt = 'before_release' | 'jumped_back'

/**
 * Whether the system's clock may be believed. `null` when there is no reason for doubt.
 *
 * @param newestRecordAt when the newest audit event happened that no admin has called wrong, or `null`
 */
export const doubtClock = (now: number, newestRecordAt: number | null): ClockDoubt | null => {
  if (now < EARLIEST_MS) return 'before_release'
  if (newestRecordAt !== null && newestRecordAt > now + TOLERANCE_MS) return 'jumped_back'
  return null
}
