import * as z from 'zod'
import { NAME_DISPLAYS } from '../domain/names.ts'
import { ONE_LINE } from '../domain/visible-text.ts'
import { PolicyOverrideSchema, RolePoliciesSchema } from './policy-schema.ts'

// Also judges the portal's forms: imports nothing but schemas and the domain's words.

const Days = z.number().int().min(0).max(3_650)

/** What a request may set and a row may hold. Objects are merged field by field, the rest is replaced. */
export const SETTINGS_SHAPE = {
  siteName: z.string().trim().min(1).max(80).regex(ONE_LINE),
  nameDisplay: z.enum(NAME_DISPLAYS),
  booking: PolicyOverrideSchema,
  bookingByRole: RolePoliciesSchema,
  heldSlotMinutes: z.number().int().min(5).max(1_440),
  worksCouncilMode: z.boolean(),
  retention: z
    .strictObject({
      sessionDays: Days,
      // Below a month nobody could look into what happened.
      auditDays: Days.refine((days) => days === 0 || days >= 30, { params: { code: 'audit_too_short' } }),
      jobTextDays: Days,
      notificationDays: Days,
      anonymiseDisabledDays: Days,
    })
    .partial(),
  releaseWhenDone: z.enum(['ask', 'automatic', 'off']),
  staggerSeconds: z.number().int().min(0).max(60),
}

export const SettingsPatch = z.strictObject(SETTINGS_SHAPE).partial()
export type SettingsPatch = z.output<typeof SettingsPatch>
