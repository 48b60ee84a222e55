import type { BookingPolicy } from '../../../worker/domain/policy.ts'

/** Rules that are a number, with the unit they are typed in; `canBeNone` ones may have no limit. */
export const numberRules = [
  { key: 'minMinutes', unit: 'minutes', canBeNone: false },
  { key: 'maxMinutes', unit: 'minutes', canBeNone: false },
  { key: 'horizonDays', unit: 'days', canBeNone: false },
  { key: 'bufferMinutes', unit: 'minutes', canBeNone: false },
  { key: 'maxOpenJobs', unit: 'jobs', canBeNone: true },
  { key: 'maxOpenJobsOnPrinter', unit: 'jobs', canBeNone: true },
  { key: 'maxHoursPerWeek', unit: 'hours', canBeNone: true },
  { key: 'maxHoursPerWeekOnPrinter', unit: 'hours', canBeNone: true },
  { key: 'noShowMinutes', unit: 'minutes', canBeNone: true },
  { key: 'cancelUntilMinutes', unit: 'minutes', canBeNone: false },
] as const satisfies { key: keyof BookingPolicy; unit: string; canBeNone: boolean }[]

export type Rule = keyof BookingPolicy

/** Every rule, grouped by what people ask: when, how long, how much, who, and what if nobody comes. */
export const ruleGroups = [
  { name: 'when', rules: ['openingHours', 'horizonDays', 'slotMinutes'] },
  { name: 'length', rules: ['minMinutes', 'maxMinutes', 'bufferMinutes'] },
  {
    name: 'share',
    rules: ['maxOpenJobs', 'maxOpenJobsOnPrinter', 'maxHoursPerWeek', 'maxHoursPerWeekOnPrinter'],
  },
  { name: 'who', rules: ['needsApproval', 'requiresQualification'] },
  { name: 'change', rules: ['noShowMinutes', 'cancelUntilMinutes'] },
] as const satisfies { name: string; rules: Rule[] }[]
