import * as z from 'zod'
import { Day } from './people-schemas.ts'
import { Id, prose } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas.

export const NewInstructionText = z.strictObject({
  text: prose(20_000).pipe(z.string().min(1)),
  /** The last local day on which a signature under an older version counts; `null`: as long as it was given for. */
  signAgainBy: Day.nullable(),
})

/** The version somebody has read: what is in force may have changed meanwhile. */
const textId = Id

export const OwnSignature = z.strictObject({
  textId,
  /** At a kiosk, the trainer who stands beside signs in the same step. */
  trainer: z
    .strictObject({ username: z.string().min(1).max(64), pin: z.string().regex(/^\d{6}$/) })
    .optional(),
})

export const TrainerSignature = z.strictObject({ textId, userIds: z.array(Id).min(1).max(100) })

export const Minority = z.strictObject({
  /** The day of the eighteenth birthday; `null` for an adult. */
  adultOn: Day.nullable(),
})
