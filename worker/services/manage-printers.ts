import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { duplicateOf } from '../db/database.ts'
import { findPlug } from '../db/plugs.ts'
import {
  archivePrinterIfFree,
  findPrinter,
  insertPrinter,
  type PrinterRow,
  updatePrinter,
} from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { changesBetween, deedOf } from './audit.ts'
import { refusePrinterContradictions } from './check-policy.ts'
import type { Language } from './present.ts'
import { type PrinterWithPolicy, readPrinter } from './printers.ts'
import { Refused } from './refusal.ts'
import { readSettings } from './settings.ts'

export type NewPrinter = Pick<
  PrinterRow,
  'name' | 'manufacturer' | 'model' | 'kind' | 'location' | 'plugId' | 'policy'
>
export type PrinterChange = Partial<NewPrinter & Pick<PrinterRow, 'serviceState'>>

/** A name is unique among the workshop's printers, and a plug stands before one of them only. */
const refuseDuplicate = (error: unknown): never => {
  const column = duplicateOf(error)
  if (column === 'printers.plug_id')
    throw new Refused('conflict', { errors: [{ path: 'plugId', code: 'plug_taken' }] })
  if (column) throw new Refused('conflict', { errors: [{ path: 'name', code: 'name_taken' }] })
  throw error
}

const refuseUnknownPlug = async (deps: Deps, plugId: string | null | undefined): Promise<void> => {
  if (plugId && !(await findPlug(deps.db, plugId))) {
    throw new Refused('invalid_input', { errors: [{ path: 'plugId', code: 'unknown_plug' }] })
  }
}

const requirePrinter = async (deps: Deps, id: string): Promise<PrinterRow> => {
  const printer = await findPrinter(deps.db, id)
  if (!printer || printer.archivedAt !== null) throw new Refused('not_found')
  return printer
}

/** Refuses with `conflict` when the name or the plug belongs to another printer, and contradictory rules. */
export const addPrinter = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  wish: NewPrinter,
): Promise<PrinterWithPolicy> => {
  await refuseUnknownPlug(deps, wish.plugId)
  await refusePrinterContradictions(deps, await readSettings(deps), {}, wish.policy)
  const now = deps.now()
  const id = deps.newId()
  const deed = { at: now, action: 'printer.add', entityId: id, changes: changesBetween({}, wish) } as const
  await deps.db
    .batch([
      insertPrinter(deps.db, { ...wish, id, createdAt: now }),
      insertAudit(deps.db, deedOf(actor, deed)),
    ])
    .catch(refuseDuplicate)
  deps.board.forget()
  return readPrinter(deps, actor, language, id)
}

/** Power follows at once where the plug or the service state changed. Refuses rules that contradict each other. */
export const changePrinter = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  id: string,
  wish: PrinterChange,
): Promise<PrinterWithPolicy> => {
  const before = await requirePrinter(deps, id)
  const changes = changesBetween(before, wish)
  await refuseUnknownPlug(deps, wish.plugId)
  if (wish.policy)
    await refusePrinterContradictions(deps, await readSettings(deps), before.policy, wish.policy)
  if (Object.keys(changes).length > 0) {
    const deed = { at: deps.now(), action: 'printer.change', entityId: id, changes } as const
    await deps.db
      .batch([updatePrinter(deps.db, id, wish), insertAuditIfChanged(deps.db, deedOf(actor, deed))])
      .catch(refuseDuplicate)
    deps.board.forget()
    deps.nudgePower()
  }
  return readPrinter(deps, actor, language, id)
}

/** Its history stays. Refuses with `conflict` while there are reservations to come. */
export const removePrinter = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const { name } = await requirePrinter(deps, id)
  const now = deps.now()
  const deed = {
    at: now,
    action: 'printer.remove',
    entityId: id,
    changes: changesBetween({ name }, { name: null }),
  } as const
  const [archived] = await deps.db.batch([
    archivePrinterIfFree(deps.db, id, now),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
  ])
  if (archived.meta.changes === 0)
    throw new Refused('conflict', { errors: [{ path: 'id', code: 'printer_is_booked' }] })
  deps.board.forget()
  deps.nudgePower()
}
