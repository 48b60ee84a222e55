import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { type BookingPolicy, effectivePolicy, type PrinterPolicy } from '../domain/policy.ts'
import { boardFacts } from './board.ts'
import { type Language, type PrinterView, presentPrinter } from './present.ts'
import { Refused } from './refusal.ts'
import { viewerBy } from './viewer.ts'

/** A printer as the API shows it: with the booking policy in force for the caller, and what it overrides. */
export type PrinterWithPolicy = PrinterView & { policy: BookingPolicy; policyOverrides: PrinterPolicy }

export const listPrinters = async (
  deps: Deps,
  actor: Actor,
  language: Language,
): Promise<PrinterWithPolicy[]> => {
  const facts = await boardFacts(deps)
  const viewer = viewerBy(deps, facts.settings, actor, language)
  const role = actor.kind === 'user' ? actor.role : 'guest'
  return facts.printers.map((printer) => ({
    ...presentPrinter(printer, { ...facts, viewer, now: facts.at }),
    policy: effectivePolicy(facts.settings, printer.policy, role),
    policyOverrides: printer.policy,
  }))
}

export const readPrinter = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  id: string,
): Promise<PrinterWithPolicy> => {
  const found = (await listPrinters(deps, actor, language)).find((printer) => printer.id === id)
  if (!found) throw new Refused('not_found')
  return found
}
