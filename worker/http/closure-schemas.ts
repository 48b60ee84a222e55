import * as z from 'zod'
import { Id, Instant, line } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas and the domain's words.

const LocalDate = z.iso.date()

export const NewClosure = z
  .strictObject({
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
      .optional(),
    onConflict: z.enum(['refuse', 'keep', 'cancel']).default('refuse'),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ['endsAt'],
    params: { code: 'ends_before_start' },
  })
