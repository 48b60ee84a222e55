import type * as z from 'zod'
import type { BookingPolicy } from '../../../worker/domain/policy.ts'
import type { PolicyOverrideSchema } from '../../../worker/services/policy-schema.ts'

/** What a printer overrides, or the workshop sets: the shape the API takes. */
export type PolicyDraft = z.input<typeof PolicyOverrideSchema>

/** Rules that are a number, with the unit they are typed in; `canBeNone` ones may have no limit. */
export const numberRules = [
  { key: 'minMinutes', unit: 'minutes', canBeNone: false },
  { key: 'maxMinutes', unit: 'minutes', canBeNone: false },
  { key: 'horizonDays', unit: 'days', canBeNone: false },
  { key: 'bufferMinutes', unit: 'minutes', canBeNone: false },
  { key: 'maxOpenJobs', unit: 'jobs', canBeNone: true },
  { key: 'maxHoursPerWeek', unit: 'hours', canBeNone: true },
  { key: 'noShowMinutes', unit: 'minutes', canBeNone: true },
  { key: 'cancelUntilMinutes', unit: 'minutes', canBeNone: false },
] as const satisfies { key: keyof BookingPolicy; unit: string; canBeNone: boolean }[]

/** Every rule a form can change, in the order people think of them. */
export const rules = [
  'openingHours',
  'minMinutes',
  'maxMinutes',
  'slotMinutes',
  'horizonDays',
  'bufferMinutes',
  'maxOpenJobs',
  'maxHoursPerWeek',
  'needsApproval',
  'requiresQualification',
  'noShowMinutes',
  'cancelUntilMinutes',
] as const satisfies (keyof BookingPolicy)[]

export type Rule = (typeof rules)[number]
