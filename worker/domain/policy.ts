import type { Role } from './access.ts'

/** Local wall-clock hours, `from` before `to`; `24:00` ends a day. */
export type OpenHours = { from: string; to: string }

/** Monday is 1, Sunday 7 (ISO 8601); a weekday that is missing is closed. */
export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const
export type Weekday = (typeof WEEKDAYS)[number]
export type OpeningHours = Partial<Record<Weekday, OpenHours[]>>

export type NeedsApproval = 'never' | 'always' | { overMinutes: number | null; overnight: boolean }

/** Grids that divide an hour. */
export const SLOT_MINUTES = [1, 5, 10, 15, 20, 30, 60] as const
export type SlotMinutes = (typeof SLOT_MINUTES)[number]

/** What may be booked. A limit that is `null` does not apply. */
export type BookingPolicy = {
  /** Starts and ends lie on this grid of the local day; a start at once may lie beside it. */
  slotMinutes: SlotMinutes
  minMinutes: number
  maxMinutes: number
  /** How many local days ahead a job may start. */
  horizonDays: number
  /** Kept free after each job. */
  bufferMinutes: number
  /** Live jobs of a person, on all machines and on this one. */
  maxOpenJobs: number | null
  maxOpenJobsOnPrinter: number | null
  /** Booked hours of a person in a local week, on all machines and on this one. */
  maxHoursPerWeek: number | null
  maxHoursPerWeekOnPrinter: number | null
  /** A job starts and ends inside them, it may run through a closed night; `null` is always open. */
  openingHours: OpeningHours | null
  needsApproval: NeedsApproval
  /** Id of the qualification the holder needs for the whole job. */
  requiresQualification: string | null
  /** A job that nobody checked in to and no load was seen of is released after this time. */
  noShowMinutes: number | null
  /** Until this long before the start its holder may cancel. */
  cancelUntilMinutes: number
}

export const DEFAULT_POLICY: BookingPolicy = {
  slotMinutes: 5,
  minMinutes: 15,
  maxMinutes: 4_320,
  horizonDays: 28,
  bufferMinutes: 0,
  maxOpenJobs: 3,
  maxOpenJobsOnPrinter: null,
  maxHoursPerWeek: 40,
  maxHoursPerWeekOnPrinter: null,
  openingHours: null,
  needsApproval: 'never',
  requiresQualification: null,
  noShowMinutes: 20,
  cancelUntilMinutes: 0,
}

const EXEMPT: PolicyOverride = {
  maxOpenJobs: null,
  maxOpenJobsOnPrinter: null,
  maxHoursPerWeek: null,
  maxHoursPerWeekOnPrinter: null,
  needsApproval: 'never',
}

/** Fair share is for those who share; staff keep the machines running. */
export const DEFAULT_ROLE_POLICIES: RolePolicies = { admin: EXEMPT, trainer: EXEMPT }

export type PolicyOverride = Partial<BookingPolicy>
export type RolePolicies = Partial<Record<Role, PolicyOverride>>
/** What a printer overrides, for everybody and for a role. */
export type PrinterPolicy = PolicyOverride & { roles?: RolePolicies }

/** The site's defaults, overridden for the printer, then for the role, then for the role on the printer. */
export const effectivePolicy = (
  site: { booking: BookingPolicy; bookingByRole: RolePolicies },
  { roles = {}, ...printer }: PrinterPolicy,
  role: Role,
): BookingPolicy => ({ ...site.booking, ...printer, ...site.bookingByRole[role], ...roles[role] })
