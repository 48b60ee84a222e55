import { ROLES } from './access.ts'
import type { BookingPolicy, PolicyOverride, PrinterPolicy, RolePolicies } from './policy.ts'
import { effectivePolicy } from './policy.ts'

/** Stable codes, worded in `http/texts/booking.ts`. */
export type ContradictionCode =
  | 'min_above_max'
  | 'no_length_on_grid'
  | 'hours_below_min'
  | 'never_cancellable'

type Rule = keyof BookingPolicy
/** Rules that can't hold together, the one that is named first to be changed. */
export type Contradiction = { code: ContradictionCode; rules: readonly [Rule, ...Rule[]] }

const MINUTES_A_DAY = 1_440

/** Fewer hours than one job needs; none at all is meant: nobody of that role books. */
const isTooShort = (hours: number | null, minMinutes: number): boolean =>
  hours !== null && hours > 0 && hours * 60 < minMinutes

/** What of a policy in force contradicts itself, so that nobody could ever do what it seems to allow. */
export const contradictionsOf = (policy: BookingPolicy): Contradiction[] => {
  const { slotMinutes, minMinutes, maxMinutes, horizonDays, cancelUntilMinutes } = policy
  const found: Contradiction[] = []
  if (minMinutes > maxMinutes) found.push({ code: 'min_above_max', rules: ['minMinutes', 'maxMinutes'] })
  // A job starts and ends on the grid, so it lasts a multiple of it.
  else if (Math.floor(maxMinutes / slotMinutes) * slotMinutes < minMinutes)
    found.push({ code: 'no_length_on_grid', rules: ['slotMinutes', 'maxMinutes', 'minMinutes'] })
  for (const rule of ['maxHoursPerWeek', 'maxHoursPerWeekOnPrinter'] as const)
    if (isTooShort(policy[rule], minMinutes))
      found.push({ code: 'hours_below_min', rules: [rule, 'minMinutes'] })
  // Who may book this far ahead at the most would be too late to cancel at once.
  if (cancelUntilMinutes >= (horizonDays + 1) * MINUTES_A_DAY)
    found.push({ code: 'never_cancellable', rules: ['cancelUntilMinutes', 'horizonDays'] })
  return found
}

type Site = { booking: BookingPolicy; bookingByRole: RolePolicies }
export type PolicyError = Contradiction & { path: string }

/** The first rule that the most particular layer sets, with the path to it; the last layer says all. */
const pathTo = (rules: Contradiction['rules'], layers: [path: string, values: PolicyOverride][]): string => {
  for (const [path, values] of layers)
    for (const rule of rules) if (values[rule] !== undefined) return `${path}.${rule}`
  return `${layers.at(-1)?.[0]}.${rules[0]}`
}

const unique = (errors: PolicyError[]): PolicyError[] => [
  ...new Map(errors.map((error) => [`${error.path} ${error.code}`, error])).values(),
]

/** What contradicts itself in the site's rules, for some role; paths as in the settings. */
export const siteContradictions = (site: Site): PolicyError[] =>
  unique(
    ROLES.flatMap((role) =>
      contradictionsOf(effectivePolicy(site, {}, role)).map((one) => ({
        ...one,
        path: pathTo(one.rules, [
          [`bookingByRole.${role}`, site.bookingByRole[role] ?? {}],
          ['booking', site.booking],
        ]),
      })),
    ),
  )

/** What contradicts itself on a printer, for some role, together with the site's rules; paths as in the printer. */
export const printerContradictions = (site: Site, policy: PrinterPolicy): PolicyError[] => {
  const { roles = {}, ...forAll } = policy
  return unique(
    ROLES.flatMap((role) =>
      contradictionsOf(effectivePolicy(site, policy, role)).map((one) => ({
        ...one,
        path: pathTo(one.rules, [
          [`policy.roles.${role}`, roles[role] ?? {}],
          ['policy', forAll],
        ]),
      })),
    ),
  )
}

/** Of the errors those that were not there before: what is wrong already does not hinder the way out. */
export const newErrors = (after: PolicyError[], before: PolicyError[]): PolicyError[] =>
  after.filter(({ path, code }) => !before.some((one) => one.path === path && one.code === code))
