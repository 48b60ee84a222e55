import type { Window } from './window.ts'

/** How late a booking may name a start that has just passed: clocks of people and Pi differ. */
export const START_GRACE_MS = 60_000

export type ServiceState = 'available' | 'maintenance' | 'out_of_order'

export type BookingFacts = { window: Window; serviceState: ServiceState }

/** A rule that a booking breaks: the field it concerns and a stable code, worded in `http/texts.ts`. */
export type Violation = { path: string; code: 'starts_in_past' | 'printer_out_of_service' }

/** All rules the booking breaks, not just the first. */
export const violatedRules = ({ window, serviceState }: BookingFacts, now: number): Violation[] => {
  const violations: Violation[] = []
  if (window.startsAt < now - START_GRACE_MS) violations.push({ path: 'startsAt', code: 'starts_in_past' })
  if (serviceState !== 'available') violations.push({ path: 'printerId', code: 'printer_out_of_service' })
  return violations
}
