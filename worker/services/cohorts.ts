import { type Changes, insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { insertAuditOfMany } from '../db/audit-trail.ts'
import {
  type Cohort,
  type CohortWithMembers,
  findCohort,
  insertCohort,
  selectCohorts,
  updateCohort,
} from '../db/cohorts.ts'
import { duplicateOf } from '../db/database.ts'
import { isActive, selectMembers, updateUsers } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { localDay } from '../domain/local-day.ts'
import { byName, compareNames } from '../domain/name-order.ts'
import { changesBetween, deedOf } from './audit.ts'
import { leaveStatements } from './departure.ts'
import { type CohortView, presentCohort } from './present-people.ts'
import { Refused } from './refusal.ts'
import { dismiss } from './sessions.ts'

export type NewCohort = Pick<Cohort, 'name' | 'endsOn'>

const view = (deps: Deps, row: CohortWithMembers): CohortView =>
  presentCohort(row, localDay(deps.now(), deps.config.timeZone))

export const listCohorts = async (deps: Deps): Promise<CohortView[]> =>
  (await selectCohorts(deps.db)).map((row) => view(deps, row)).sort((a, b) => compareNames(a.name, b.name))

const requireCohort = async (deps: Deps, id: string): Promise<CohortWithMembers> => {
  const found = await findCohort(deps.db, id)
  if (!found) throw new Refused('not_found')
  return found
}

export const readCohort = async (deps: Deps, id: string): Promise<CohortView> =>
  view(deps, await requireCohort(deps, id))

const refuseDuplicate = (error: unknown): never => {
  if (duplicateOf(error) === 'cohorts.name')
    throw new Refused('conflict', { errors: [{ path: 'name', code: 'cohort_taken' }] })
  throw error
}

export const addCohort = async (deps: Deps, actor: Actor, wish: NewCohort): Promise<CohortView> => {
  const now = deps.now()
  const id = deps.newId()
  const deed = { at: now, action: 'cohort.add', entityId: id, changes: changesBetween({}, wish) } as const
  await deps.db
    .batch([
      insertCohort(deps.db, { ...wish, id, createdAt: now, archivedAt: null }),
      insertAudit(deps.db, deedOf(actor, deed)),
    ])
    .catch(refuseDuplicate)
  return readCohort(deps, id)
}

export const changeCohort = async (
  deps: Deps,
  actor: Actor,
  id: string,
  wish: Partial<NewCohort>,
): Promise<CohortView> => {
  const { cohort } = await requireCohort(deps, id)
  const changes = changesBetween(cohort, wish)
  if (Object.keys(changes).length > 0) {
    const deed = { at: deps.now(), action: 'cohort.change', entityId: id, changes } as const
    await deps.db
      .batch([updateCohort(deps.db, id, wish), insertAuditIfChanged(deps.db, deedOf(actor, deed))])
      .catch(refuseDuplicate)
  }
  return readCohort(deps, id)
}

/** Takes an empty cohort out of the lists; who was in it stays on record. Refuses with `conflict` while it has members. */
export const archiveCohort = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const { members } = await requireCohort(deps, id)
  if (members > 0) throw new Refused('conflict', { errors: [{ path: 'id', code: 'cohort_has_members' }] })
  const now = deps.now()
  await deps.db.batch([
    updateCohort(deps.db, id, { archivedAt: now }),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'cohort.archive', entityId: id })),
  ])
}

export type RollOver = { action: 'disable' } | { action: 'move'; toCohortId: string }

/** Staff stay: a year's end is the apprentices' and guests'. */
const rollsOver = (role: string): boolean => role === 'apprentice' || role === 'guest'

/**
 * At a year's end: all apprentices and guests of a cohort are disabled, or move to another one, at once.
 * Their past stays with the cohort they were in. With `dryRun` it only tells whom it would be.
 */
export const rollOverCohort = async (
  deps: Deps,
  actor: Actor,
  id: string,
  { dryRun, ...rollOver }: RollOver & { dryRun: boolean },
): Promise<{ people: { id: string; displayName: string }[] }> => {
  await requireCohort(deps, id)
  if (rollOver.action === 'move') {
    if (rollOver.toCohortId === id)
      throw new Refused('invalid_input', { errors: [{ path: 'toCohortId', code: 'same_cohort' }] })
    if (!(await findCohort(deps.db, rollOver.toCohortId)))
      throw new Refused('invalid_input', { errors: [{ path: 'toCohortId', code: 'unknown_cohort' }] })
  }
  const now = deps.now()
  const members = (await selectMembers(deps.db, id)).filter(
    (user) => rollsOver(user.role) && isActive(user, now),
  )
  const people = members.map(({ id, displayName }) => ({ id, displayName })).sort(byName)
  if (dryRun || people.length === 0) return { people }

  const ids = people.map(({ id }) => id)
  const isMove = rollOver.action === 'move'
  const change = isMove ? { cohortId: rollOver.toCohortId } : { disabledAt: now }
  const changes: Changes = isMove ? { cohortId: [id, rollOver.toCohortId] } : { disabledAt: [null, now] }
  const deed = { at: now, action: isMove ? 'user.change' : 'user.disable', entityId: '', changes } as const
  await deps.db.batch([
    updateUsers(deps.db, ids, { ...change, updatedAt: now }),
    insertAuditOfMany(deps.db, ids, deedOf(actor, deed)),
    ...(isMove ? [] : leaveStatements(deps, actor, ids)),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'cohort.roll_over', entityId: id })),
  ])
  if (!isMove) dismiss(deps, ids)
  deps.board.forget()
  return { people }
}
