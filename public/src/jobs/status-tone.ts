import type { Job } from '../api/shapes.ts'
import type { Tone } from '../printers/condition.ts'

/** The colour of a reservation's state; a word always stands beside it. */
export const statusTone = {
  requested: 'wait',
  scheduled: 'busy',
  running: 'busy',
  overrunning: 'wait',
  finished: 'lost',
  cancelled: 'lost',
  missed: 'bad',
  rejected: 'bad',
  expired: 'lost',
} as const satisfies Record<Job['status'], Tone>
