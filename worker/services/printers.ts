import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { boardFacts } from './board.ts'
import { type Language, type PrinterView, presentPrinter } from './present.ts'
import { Refused } from './refusal.ts'

export const listPrinters = async (deps: Deps, actor: Actor, language: Language): Promise<PrinterView[]> => {
  const facts = await boardFacts(deps)
  const viewer = { actor, language, nameDisplay: facts.settings.nameDisplay }
  return facts.printers.map((printer) => presentPrinter(printer, { ...facts, viewer, now: facts.at }))
}

export const readPrinter = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  id: string,
): Promise<PrinterView> => {
  const found = (await listPrinters(deps, actor, language)).find((printer) => printer.id === id)
  if (!found) throw new Refused('not_found')
  return found
}
