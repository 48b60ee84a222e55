import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { type CostCorrection, insertCorrection, insertFrozen, selectFrozen } from '../db/costs.ts'
import { selectNames } from '../db/statistics.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { hexSha256 } from './digest.ts'
import { type Costs, drawStatement, monthWindow, readCosts } from './read-costs.ts'
import { Refused } from './refusal.ts'

/**
 * Closes a month that is over: its statement never changes again. Refuses with `invalid_state` a month that goes on
 * or is closed already.
 */
export const freezeMonth = async (deps: Deps, actor: UserActor, month: string): Promise<Costs> => {
  const at = deps.now()
  if (monthWindow(deps, month).endsAt > at) throw new Refused('invalid_state')
  const statement = JSON.stringify(await drawStatement(deps, month))
  const checksum = await hexSha256(statement)
  const [frozen] = await deps.db.batch([
    insertFrozen(deps.db, { month, statement, checksum, frozenAt: at, frozenBy: actor.id }),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, {
        at,
        action: 'costs.freeze',
        entityId: month,
        changes: { checksum: [null, checksum] },
      }),
    ),
  ])
  if (frozen.meta.changes === 0) throw new Refused('invalid_state')
  return readCosts(deps, month)
}

export type NewCorrection = Pick<CostCorrection, 'costCentreId' | 'cohortId' | 'cents' | 'reason'>

/**
 * Puts right what was wrong in a frozen month. Refuses with `invalid_state` a month that is open, and with
 * `invalid_input` a cost centre or cohort that does not exist.
 */
export const correctMonth = async (
  deps: Deps,
  actor: UserActor,
  month: string,
  correction: NewCorrection,
): Promise<Costs> => {
  const [frozen] = await selectFrozen(deps.db, month)
  if (!frozen) throw new Refused('invalid_state')
  const groups = [
    ['costCentreId', 'costCentre', correction.costCentreId],
    ['cohortId', 'cohort', correction.cohortId],
  ] as const
  for (const [path, grouping, id] of groups)
    if (id !== null && (await selectNames(deps.db, grouping, [id])).length === 0)
      throw new Refused('invalid_input', { errors: [{ path, code: 'no_such_thing' }] })
  const at = deps.now()
  const row = { ...correction, id: deps.newId(), month, createdAt: at, createdBy: actor.id }
  const { cents, reason } = correction
  const changes = { cents: [null, cents] as [null, number], reason: [null, reason] as [null, string] }
  await deps.db.batch([
    insertCorrection(deps.db, row),
    insertAudit(deps.db, deedOf(actor, { at, action: 'costs.correct', entityId: month, changes })),
  ])
  return readCosts(deps, month)
}
