import { type Changes, insertAuditIfChanged } from '../db/audit-events.ts'
import { duplicateOf } from '../db/database.ts'
import { findPrinter } from '../db/printers.ts'
import {
  deleteTariff,
  findTariff,
  insertTariff,
  selectTariffs,
  type TariffRow,
  updateTariff,
} from '../db/tariffs.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import type { TariffKind } from '../domain/cost.ts'
import { changesBetween, deedOf } from './audit.ts'
import { iso } from './present.ts'
import { Refused } from './refusal.ts'

export type NewTariff = {
  kind: TariffKind
  printerId: string | null
  printerKind: string | null
  cents: number
  validFrom: number
}
export type TariffChange = { cents?: number | undefined; validFrom?: number | undefined }

const present = ({ id, kind, printerId, printerKind, cents, validFromAt }: TariffRow, now: number) => ({
  id,
  kind,
  printerId,
  printerKind,
  cents,
  validFrom: iso(validFromAt),
  /** A price in force, or one that was, can no longer be changed. */
  inForce: validFromAt <= now,
})

const requireTariff = async (deps: Deps, id: string): Promise<TariffRow> => {
  const tariff = await findTariff(deps.db, id)
  if (!tariff) throw new Refused('not_found')
  return tariff
}

const refuseTwin = (error: unknown): never => {
  if (duplicateOf(error) !== undefined)
    throw new Refused('conflict', { errors: [{ path: 'validFrom', code: 'tariff_exists' }] })
  throw error
}

export const listTariffs = async (deps: Deps) => ({
  items: (await selectTariffs(deps.db)).map((tariff) => present(tariff, deps.now())),
  nextCursor: null,
})

/** Refuses with `invalid_input` what would change what something has cost already. */
export const addTariff = async (deps: Deps, actor: UserActor, wish: NewTariff) => {
  if (wish.printerId !== null && !(await findPrinter(deps.db, wish.printerId)))
    throw new Refused('invalid_input', { errors: [{ path: 'printerId', code: 'unknown_printer' }] })
  const now = deps.now()
  const { validFrom, ...rest } = wish
  const row = { ...rest, id: deps.newId(), validFromAt: validFrom, createdAt: now, createdBy: actor.id }
  const changes: Changes = changesBetween({}, { ...rest, validFromAt: validFrom })
  const [added] = await deps.db
    .batch([
      insertTariff(deps.db, row, now),
      insertAuditIfChanged(
        deps.db,
        deedOf(actor, { at: now, action: 'tariff.add', entityId: row.id, changes }),
      ),
    ])
    .catch(refuseTwin)
  if (added.meta.changes === 0)
    throw new Refused('invalid_input', { errors: [{ path: 'validFrom', code: 'tariff_in_past' }] })
  return present(row, now)
}

/** Refuses with `invalid_state` a price that is or was in force. */
export const changeTariff = async (deps: Deps, actor: UserActor, id: string, wish: TariffChange) => {
  const before = await requireTariff(deps, id)
  const now = deps.now()
  if (wish.validFrom !== undefined && wish.validFrom <= now)
    throw new Refused('invalid_input', { errors: [{ path: 'validFrom', code: 'tariff_in_past' }] })
  const change = {
    ...(wish.cents === undefined ? {} : { cents: wish.cents }),
    ...(wish.validFrom === undefined ? {} : { validFromAt: wish.validFrom }),
  }
  const changes = changesBetween(before, change)
  if (Object.keys(changes).length === 0) return present(before, now)
  const deed = { at: now, action: 'tariff.change', entityId: id, changes } as const
  const [changed] = await deps.db
    .batch([updateTariff(deps.db, id, change, now), insertAuditIfChanged(deps.db, deedOf(actor, deed))])
    .catch(refuseTwin)
  if (changed.meta.changes === 0) throw new Refused('invalid_state')
  return present({ ...before, ...change }, now)
}

/** Refuses with `invalid_state` a price that is or was in force. */
export const removeTariff = async (deps: Deps, actor: UserActor, id: string): Promise<void> => {
  const { cents, validFromAt } = await requireTariff(deps, id)
  const now = deps.now()
  const changes = changesBetween({ cents, validFromAt }, { cents: null, validFromAt: null })
  const [removed] = await deps.db.batch([
    deleteTariff(deps.db, id, now),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'tariff.remove', entityId: id, changes })),
  ])
  if (removed.meta.changes === 0) throw new Refused('invalid_state')
}
