import * as z from 'zod'
import { TARIFF_KINDS } from '../domain/cost.ts'
import { Id, Instant, line } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas and the domain's words.

/** energy: cents per MWh, so 30,5 ct/kWh is 30 500; machine: cents per hour. */
const Cents = z.number().int().min(0).max(10_000_000)

const HOUR_MS = 3_600_000
/** Energy is kept by the hour, so a price changes with one. */
const FullHour = Instant.refine((at) => at % HOUR_MS === 0, { params: { code: 'not_on_the_hour' } })

export const NewTariff = z
  .strictObject({
    kind: z.enum(TARIFF_KINDS),
    printerId: Id.nullable().default(null),
    cents: Cents,
    validFrom: FullHour,
  })
  .refine(({ kind, printerId }) => kind === 'machine' || printerId === null, {
    path: ['printerId'],
    params: { code: 'energy_for_all' },
  })
export const TariffChange = z
  .strictObject({ cents: Cents.optional(), validFrom: FullHour.optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    params: { code: 'nothing_to_change' },
  })

export const NewCostCentre = z.strictObject({ code: line(20), name: line(80) })
