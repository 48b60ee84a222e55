import { addMonths } from './local-time.ts'

/** How long an instruction is good for, months; null: for ever, and for minors: as for everybody. */
export type Validity = { validMonths: number | null; minorMonths: number | null }

/**
 * Until when an instruction is good that is given at `at`; null is for ever. For minors the shorter time counts
 * (in Germany half a year, JArbSchG § 29): who is one on the day of the instruction, stays one for it.
 * @param today the local day of `at`, YYYY-MM-DD
 * @param adultOn the local day they come of age; undefined for adults
 */
export const instructedUntil = (
  { validMonths, minorMonths }: Validity,
  {
    at,
    today,
    adultOn,
    timeZone,
  }: { at: number; today: string; adultOn: string | undefined; timeZone: string },
): number | null => {
  const isMinor = adultOn !== undefined && today < adultOn
  const limits = [validMonths, isMinor ? minorMonths : null].filter((months) => months !== null)
  return limits.length === 0 ? null : addMonths(at, Math.min(...limits), timeZone)
}
