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

/** Where a rule's value comes from; a later source wins over the ones before it. */
export const POLICY_SOURCES = ['site', 'printer', 'site_role', 'printer_role'] as const
export type PolicySource = (typeof POLICY_SOURCES)[number]

type Site = { booking: BookingPolicy; bookingByRole: RolePolicies }

/** What each source says for somebody of this role; `null` is everybody, without what roles override. */
const policyLayers = (
  site: Site,
  { roles = {}, ...printer }: PrinterPolicy,
  role: Role | null,
): Record<PolicySource, PolicyOverride> => ({
  site: site.booking,
  printer,
  site_role: (role && site.bookingByRole[role]) ?? {},
  printer_role: (role && roles[role]) ?? {},
})

/** The site's defaults, overridden for the printer, then for the role, then for the role on the printer. */
export const effectivePolicy = (site: Site, printer: PrinterPolicy, role: Role | null): BookingPolicy => {
  const layers = policyLayers(site, printer, role)
  return { ...site.booking, ...layers.printer, ...layers.site_role, ...layers.printer_role }
}

/** Which source has the last word on a rule, for somebody of this role. */
export const policySource = (
  site: Site,
  printer: PrinterPolicy,
  role: Role | null,
  rule: keyof BookingPolicy,
): PolicySource => {
  const layers = policyLayers(site, printer, role)
  return POLICY_SOURCES.findLast((source) => layers[source][rule] !== undefined) ?? 'site'
}
