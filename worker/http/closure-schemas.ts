import * as z from 'zod'
import { Id, Instant, line } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas and the domain's words.

const LocalDate = z.iso.date()

const FIELDS = {
  /** `null` or missing closes the whole workshop. */
  printerId: Id.nullable().optional(),
  reason: line(200),
  startsAt: Instant,
  endsAt: Instant,
  repeat: z
    .union([
      z.strictObject({ every: z.literal('week'), until: LocalDate }),
      z.strictObject({ dates: z.array(LocalDate).min(1).max(100) }),
    ])
    .nullable()
    .optional(),
}
const OnConflict = z.enum(['refuse', 'keep', 'cancel']).default('refuse')

export const NewClosure = z
  .strictObject({ ...FIELDS, onConflict: OnConflict })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ['endsAt'],
    params: { code: 'ends_before_start' },
  })

/** What is not named stays; `onConflict` says what becomes of jobs that newly lie in it. */
export const ClosureChange = z
  .strictObject(FIELDS)
  .partial()
  .extend({ onConflict: OnConflict })
  .refine(({ onConflict: _, ...change }) => Object.values(change).some((value) => value !== undefined), {
    params: { code: 'nothing_to_change' },
  })
