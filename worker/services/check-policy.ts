import { selectPrinters } from '../db/printers.ts'
import { selectQualifications } from '../db/qualifications.ts'
import type { Deps } from '../deps.ts'
import type { PolicyOverride, PrinterPolicy } from '../domain/policy.ts'
import {
  newErrors,
  type PolicyError,
  printerContradictions,
  siteContradictions,
} from '../domain/policy-contradictions.ts'
import { type FieldError, Refused } from './refusal.ts'
import type { Settings } from './settings.ts'

type Layers = Record<string, PolicyOverride | undefined>

const refuse = (errors: FieldError[]): void => {
  if (errors.length > 0) throw new Refused('invalid_input', { errors })
}

const fieldError = ({ path, code }: PolicyError): FieldError => ({ path, code })

/** Layers that newly ask for a qualification that nobody could have. */
const unknownQualifications = (after: Layers, before: Layers, known: { id: string }[]): FieldError[] =>
  Object.entries(after).flatMap(([path, values]) => {
    const id = values?.requiresQualification ?? null
    const isKnown = id === null || known.some((one) => one.id === id)
    return isKnown || before[path]?.requiresQualification === id
      ? []
      : [{ path: `${path}.requiresQualification`, code: 'unknown_qualification' }]
  })

const siteLayers = ({ booking, bookingByRole }: Pick<Settings, 'booking' | 'bookingByRole'>): Layers => ({
  booking,
  ...Object.fromEntries(Object.entries(bookingByRole).map(([role, it]) => [`bookingByRole.${role}`, it])),
})

const printerLayers = ({ roles = {}, ...policy }: PrinterPolicy): Layers => ({
  policy,
  ...Object.fromEntries(Object.entries(roles).map(([role, it]) => [`policy.roles.${role}`, it])),
})

/**
 * Refuses with `invalid_input` site rules that newly contradict themselves, for a role or together with
 * what a printer overrides, or ask for a qualification that is not there.
 */
export const refuseSiteContradictions = async (
  deps: Deps,
  before: Settings,
  after: Settings,
): Promise<void> => {
  const [printers, known] = await deps.db.batch([selectPrinters(deps.db), selectQualifications(deps.db)])
  const own = newErrors(siteContradictions(after), siteContradictions(before))
  const onPrinters = printers.flatMap(({ name, policy }) =>
    newErrors(printerContradictions(after, policy), printerContradictions(before, policy)).map(
      ({ code, rules }): FieldError => {
        // The printer's own rules are no fields of the settings.
        const rule = rules.find((one) => policy[one] === undefined) ?? rules[0]
        return { path: `booking.${rule}`, code: `${code}_on_printer`, params: { printer: name } }
      },
    ),
  )
  const missing = unknownQualifications(siteLayers(after), siteLayers(before), known)
  // What is wrong everywhere need not be said again for each printer.
  refuse([...own.map(fieldError), ...missing, ...(own.length > 0 ? [] : onPrinters)])
}

/** The same for what a printer overrides, `before` is what it overrode until now. */
export const refusePrinterContradictions = async (
  deps: Deps,
  site: Settings,
  before: PrinterPolicy,
  after: PrinterPolicy,
): Promise<void> => {
  const known = await selectQualifications(deps.db)
  refuse([
    ...newErrors(printerContradictions(site, after), printerContradictions(site, before)).map(fieldError),
    ...unknownQualifications(printerLayers(after), printerLayers(before), known),
  ])
}
