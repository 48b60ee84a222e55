import type { Job, Printer } from '../api/shapes.ts'

/** What a person wants to know about a printer first. Exactly one at a time; the worst one wins. */
export type Condition =
  | { kind: 'out_of_order' }
  | { kind: 'maintenance' }
  /** Unknown is not off: the plug gives no answer. */
  | { kind: 'no_answer'; since: number | undefined }
  | { kind: 'overrunning' }
  | { kind: 'running' }
  /** Its time has come, but the plug was not seen on yet. */
  | { kind: 'starting' }
  /** A job's, but a person holds it off. */
  | { kind: 'switched_off'; by: 'at_plug' | 'override' | 'emergency' }
  | { kind: 'unbooked' }
  /** Free, but for nobody: a closure holds. */
  | { kind: 'closed'; until: number }
  | { kind: 'free' }

export type Tone = 'free' | 'busy' | 'wait' | 'bad' | 'lost'

const instant = (text: string | null) => (text ? Date.parse(text) : undefined)

function conditionOfJob(job: Job): Condition {
  if (job.status === 'overrunning') return { kind: 'overrunning' }
  return { kind: job.status === 'running' ? 'running' : 'starting' }
}

function heldOff({ power, powerReason }: Printer): Condition | undefined {
  if (power?.state !== 'off' || !powerReason) return undefined
  if (powerReason.atPlug) return { kind: 'switched_off', by: 'at_plug' }
  const by = (['override', 'emergency'] as const).find((kind) => kind === powerReason.kind)
  return by && { kind: 'switched_off', by }
}

export function conditionOf(printer: Printer): Condition {
  if (printer.serviceState !== 'available') return { kind: printer.serviceState }
  const { power } = printer
  if (power?.state === 'unknown') return { kind: 'no_answer', since: instant(power.since) }
  if (printer.currentJob) return heldOff(printer) ?? conditionOfJob(printer.currentJob)
  if (power?.state === 'on') return { kind: 'unbooked' }
  const until = instant(printer.reopensAt)
  if (until !== undefined) return { kind: 'closed', until }
  return { kind: 'free' }
}

export const toneOf = {
  out_of_order: 'bad',
  maintenance: 'lost',
  no_answer: 'lost',
  overrunning: 'wait',
  running: 'busy',
  starting: 'wait',
  switched_off: 'bad',
  unbooked: 'wait',
  closed: 'lost',
  free: 'free',
} as const satisfies Record<Condition['kind'], Tone>

/** Machines that are out of service can't be booked for now; all others can, if only for later. */
export const isBookable = (printer: Printer) => printer.serviceState === 'available'

/** Share of a window that has passed, 0..1. */
export function progressOf(job: Pick<Job, 'startsAt' | 'endsAt'>, now: number): number {
  const start = Date.parse(job.startsAt)
  const end = Date.parse(job.endsAt)
  return Math.min(1, Math.max(0, (now - start) / Math.max(1, end - start)))
}

/** Milliseconds until a printer that is free now is taken by the next reservation; `undefined`: open end. */
export const freeForMs = (printer: Printer, now: number): number | undefined =>
  printer.nextJob ? Math.max(0, Date.parse(printer.nextJob.startsAt) - now) : undefined
