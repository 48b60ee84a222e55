import type { PrinterFacts } from '../../worker/domain/free-slots.ts'
import { type BookingPolicy, DEFAULT_POLICY } from '../../worker/domain/policy.ts'
import type { Window } from '../../worker/domain/window.ts'

export const BERLIN = 'Europe/Berlin'
const MINUTE = 60_000

/** Facts about a printer that is free and open, with a policy that forbids nothing the test does not ask for. */
export const facts = (
  more: Partial<Omit<PrinterFacts, 'policy'>> & { policy?: Partial<BookingPolicy> } = {},
): PrinterFacts => ({
  printerId: 'p',
  serviceState: 'available',
  closures: [],
  qualifications: [],
  ownJobs: [],
  taken: [],
  timeZone: BERLIN,
  ...more,
  policy: { ...DEFAULT_POLICY, minMinutes: 1, ...more.policy },
})

/** A local time in Berlin as an instant: `at('2026-11-23T10:00')`, in winter unless `+02:00` is given. */
export const at = (local: string, offset = '+01:00'): number => Date.parse(`${local}:00${offset}`)

export const window = (startsAt: number, minutes: number): Window => ({
  startsAt,
  endsAt: startsAt + minutes * MINUTE,
})
