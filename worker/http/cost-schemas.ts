import * as z from 'zod'
import { TARIFF_KINDS } from '../domain/cost.ts'
import { Id, Instant, line, MachineKind } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas and the domain's words.

/** energy: cents per MWh, so 30,5 ct/kWh is 30 500; machine: cents per hour; job: cents each. */
const Cents = z.number().int().min(0).max(10_000_000)

const HOUR_MS = 3_600_000
/** Energy is kept by the hour, so a price changes with one. */
const FullHour = Instant.refine((at) => at % HOUR_MS === 0, { params: { code: 'not_on_the_hour' } })

export const NewTariff = z
  .strictObject({
    kind: z.enum(TARIFF_KINDS),
    printerId: Id.nullable().default(null),
    /** For all machines of a kind; with neither, for all without a price of their own. */
    printerKind: MachineKind.nullable().default(null),
    cents: Cents,
    validFrom: FullHour,
  })
  .refine(({ kind, printerId, printerKind }) => kind !== 'energy' || (printerId ?? printerKind) === null, {
    path: ['printerId'],
    params: { code: 'energy_for_all' },
  })
  .refine(({ printerId, printerKind }) => printerId === null || printerKind === null, {
    path: ['printerKind'],
    params: { code: 'machine_or_kind' },
  })
export const TariffChange = z
  .strictObject({ cents: Cents.optional(), validFrom: FullHour.optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    params: { code: 'nothing_to_change' },
  })

export const NewCostCentre = z.strictObject({ code: line(20), name: line(80) })

/** What puts a closed month right; less than nothing is given back. */
export const NewCorrection = z.strictObject({
  costCentreId: Id.nullable().default(null),
  cohortId: Id.nullable().default(null),
  cents: z
    .number()
    .int()
    .min(-100_000_000)
    .max(100_000_000)
    .refine((cents) => cents !== 0, { params: { code: 'nothing_to_correct' } }),
  reason: line(300),
})
