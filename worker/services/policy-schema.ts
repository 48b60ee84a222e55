import * as z from 'zod'
import { ROLES } from '../domain/access.ts'
import { SLOT_MINUTES, WEEKDAYS } from '../domain/policy.ts'

const MAX_JOB_MINUTES = 43_200

const minutes = (min: number, max: number) => z.number().int().min(min).max(max)

const OpenHours = z
  .strictObject({
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { code: 'ends_before_start' } })

const OpeningHours = z.partialRecord(z.enum(WEEKDAYS), z.array(OpenHours).max(6))

const NeedsApproval = z.union([
  z.enum(['never', 'always']),
  z.strictObject({ overMinutes: minutes(1, MAX_JOB_MINUTES).nullable(), overnight: z.boolean() }),
])

/** Every field of the booking policy with its range; an override names some of them. */
const POLICY_FIELDS = {
  slotMinutes: z.literal(SLOT_MINUTES),
  minMinutes: minutes(1, 1_440),
  maxMinutes: minutes(1, MAX_JOB_MINUTES),
  horizonDays: z.number().int().min(0).max(366),
  bufferMinutes: minutes(0, 1_440),
  maxOpenJobs: z.number().int().min(0).max(1_000).nullable(),
  maxOpenJobsOnPrinter: z.number().int().min(0).max(1_000).nullable(),
  maxHoursPerWeek: z.number().min(0).max(1_000).nullable(),
  maxHoursPerWeekOnPrinter: z.number().min(0).max(1_000).nullable(),
  openingHours: OpeningHours.nullable(),
  needsApproval: NeedsApproval,
  requiresQualification: z.string().min(1).max(64).nullable(),
  noShowMinutes: minutes(1, 1_440).nullable(),
  cancelUntilMinutes: minutes(0, 43_200),
}

export const PolicyOverrideSchema = z.strictObject(POLICY_FIELDS).partial()
export const RolePoliciesSchema = z.partialRecord(z.enum(ROLES), PolicyOverrideSchema)

/** What `printers.policy` holds: overrides for everybody and, under `roles`, for a role. */
export const PrinterPolicySchema = PolicyOverrideSchema.extend({ roles: RolePoliciesSchema.optional() })
