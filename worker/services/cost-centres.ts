import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import {
  type CostCentre,
  findCostCentre,
  insertCostCentre,
  selectCostCentres,
  updateCostCentre,
} from '../db/cost-centres.ts'
import { duplicateOf } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { changesBetween, deedOf } from './audit.ts'
import { Refused } from './refusal.ts'

export type CostCentreWish = { code: string; name: string }

const present = ({ id, code, name }: CostCentre) => ({ id, code, name })

const refuseDuplicate = (error: unknown): never => {
  if (duplicateOf(error) !== 'cost_centres.code') throw error
  throw new Refused('conflict', { errors: [{ path: 'code', code: 'name_taken' }] })
}

const requireCostCentre = async (deps: Deps, id: string): Promise<CostCentre> => {
  const row = await findCostCentre(deps.db, id)
  if (!row) throw new Refused('not_found')
  return row
}

/** What a job can be charged to, by code. */
export const listCostCentres = async (deps: Deps) => ({
  items: (await selectCostCentres(deps.db)).map(present),
  nextCursor: null,
})

/** Refuses with `conflict` for a code that exists, also one that is no longer used. */
export const addCostCentre = async (deps: Deps, actor: Actor, wish: CostCentreWish) => {
  const row = { id: deps.newId(), ...wish, archivedAt: null }
  const deed = {
    at: deps.now(),
    action: 'cost_centre.add',
    entityId: row.id,
    changes: changesBetween({}, wish),
  } as const
  await deps.db
    .batch([insertCostCentre(deps.db, row), insertAudit(deps.db, deedOf(actor, deed))])
    .catch(refuseDuplicate)
  return present(row)
}

export const changeCostCentre = async (
  deps: Deps,
  actor: Actor,
  id: string,
  wish: Partial<CostCentreWish>,
) => {
  const changes = changesBetween(await requireCostCentre(deps, id), wish)
  if (Object.keys(changes).length > 0) {
    const deed = { at: deps.now(), action: 'cost_centre.change', entityId: id, changes } as const
    await deps.db
      .batch([updateCostCentre(deps.db, id, wish), insertAuditIfChanged(deps.db, deedOf(actor, deed))])
      .catch(refuseDuplicate)
  }
  return present(await requireCostCentre(deps, id))
}

/** No longer to be chosen; what was charged to it stays so. */
export const archiveCostCentre = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const now = deps.now()
  const [archived] = await deps.db.batch([
    updateCostCentre(deps.db, id, { archivedAt: now }),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'cost_centre.archive', entityId: id })),
  ])
  if (archived.meta.changes === 0) throw new Refused('not_found')
}
