import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { findCohort } from '../db/cohorts.ts'
import { duplicateOf } from '../db/database.ts'
import { endSessionsOf } from '../db/sessions.ts'
import {
  findListedUser,
  insertUser,
  isActive,
  type ListedUser,
  type NewUser,
  selectListedUsers,
  selectNames,
  type User,
  type UserFilter,
  updateUser,
} from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Actor, Role } from '../domain/access.ts'
import { hasWords } from '../domain/name-order.ts'
import { comparePlaces, type PeopleOrder, type PeoplePlace, placeIn } from '../domain/people-order.ts'
import { changesBetween, deedOf } from './audit.ts'
import { leaveStatements } from './departure.ts'
import { refuseLastAdmin } from './last-admin.ts'
import { accountLockEnd } from './lock-out.ts'
import { knownOf } from './own-password.ts'
import { hashChosenPassword, newTemporaryPassword } from './passwords.ts'
import { isoOrNull } from './present.ts'
import { presentUser, type UserView } from './present-people.ts'
import { Refused } from './refusal.ts'
import { dismiss } from './sessions.ts'

export type NewPerson = {
  username: string
  displayName: string
  role: Role
  cohortId: string | null
  /** Epoch ms; null: no end. */
  expiresAt: number | null
  /** Without one, a temporary one is made. */
  password?: string | undefined
}
export type PeopleQuery = Omit<UserFilter, 'now'> & {
  search?: string | undefined
  order: PeopleOrder
  /** The last person of the page before. */
  after?: PeoplePlace | undefined
  limit: number
}
export type PersonChange = Partial<Omit<NewPerson, 'password'>> & { disabled?: boolean | undefined }

/** A page of people, names as Germans sort them; "oz" finds Özdemir, by name or user name. */
export const listUsers = async (deps: Deps, { search, order, after, limit, ...filter }: PeopleQuery) => {
  const now = deps.now()
  const compare = comparePlaces(order)
  const names = await selectNames(deps.db, { ...filter, now })
  const found = names
    .filter((person) => hasWords(`${person.displayName} ${person.username}`, search ?? ''))
    .map((person) => placeIn(order, person))
    .sort(compare)
    .filter((place) => after === undefined || compare(after, place) < 0)
  const page = found.slice(0, limit)
  const rows = await selectListedUsers(
    deps.db,
    page.map(({ id }) => id),
  )
  const rowOf = new Map(rows.map((row) => [row.user.id, row]))
  return {
    items: page.flatMap(({ id }) => {
      const row = rowOf.get(id)
      return row ? [presentUser(row, now)] : []
    }),
    nextCursor: found.length > limit ? (page.at(-1) ?? null) : null,
  }
}

/** Refuses with `not_found`, also for people who have been anonymised. */
export const requireListed = async (deps: Deps, id: string): Promise<ListedUser> => {
  const found = await findListedUser(deps.db, id)
  if (!found) throw new Refused('not_found')
  return found
}

/** A person, and until when wrong passwords keep them out. */
export type UserDetail = UserView & { lockEndsAt: string | null }

/** Refuses with `not_found`, also for people who have been anonymised. */
export const readUser = async (deps: Deps, id: string): Promise<UserDetail> => {
  const listed = await requireListed(deps, id)
  const lockEnd = await accountLockEnd(deps, listed.user.username)
  return { ...presentUser(listed, deps.now()), lockEndsAt: isoOrNull(lockEnd) }
}

const refuseDuplicate = (error: unknown): never => {
  if (duplicateOf(error) === 'users.username')
    throw new Refused('conflict', { errors: [{ path: 'username', code: 'username_taken' }] })
  return refuseLastAdmin(error)
}

const refuseUnknownCohort = async (deps: Deps, cohortId: string | null | undefined): Promise<void> => {
  if (cohortId && !(await findCohort(deps.db, cohortId)))
    throw new Refused('invalid_input', { errors: [{ path: 'cohortId', code: 'unknown_cohort' }] })
}

/**
 * Adds a person, who must choose a password at the first sign-in. The temporary password is in this answer
 * only. Refuses with `conflict` when the user name is taken, `invalid_input` for a weak password.
 */
export const addUser = async (
  deps: Deps,
  actor: Actor,
  { password, ...wish }: NewPerson,
): Promise<{ user: UserView; temporaryPassword: string | null }> => {
  await refuseUnknownCohort(deps, wish.cohortId)
  const temporary = password === undefined ? await newTemporaryPassword(deps) : null
  const passwordHash =
    temporary?.hash ?? (await hashChosenPassword(deps, password ?? '', await knownOf(deps, wish), 'password'))
  const now = deps.now()
  const id = deps.newId()
  const user: NewUser = {
    ...wish,
    id,
    passwordHash,
    mustChangePassword: true,
    createdAt: now,
    updatedAt: now,
  }
  const deed = { at: now, action: 'user.add', entityId: id, changes: changesBetween({}, wish) } as const
  await deps.db
    .batch([insertUser(deps.db, user), insertAudit(deps.db, deedOf(actor, deed))])
    .catch(refuseDuplicate)
  return { user: await readUser(deps, id), temporaryPassword: temporary?.password ?? null }
}

/** What a change takes with it: another role ends the sessions, the end of an account gives its slots back. */
const consequences = (deps: Deps, actor: Actor, before: User, after: User) => {
  const now = deps.now()
  if (isActive(before, now) && !isActive(after, now)) return leaveStatements(deps, actor, [before.id])
  if (before.role !== after.role) return [endSessionsOf(deps.db, [before.id], now)] as const
  return [] as const
}

/** Refuses with `not_found`, `conflict` (name taken, disabling oneself), `last_admin`. */
export const changeUser = async (
  deps: Deps,
  actor: Actor,
  id: string,
  { disabled, ...wish }: PersonChange,
): Promise<UserDetail> => {
  const { user } = await requireListed(deps, id)
  if (disabled === true && actor.kind === 'user' && actor.id === id)
    throw new Refused('conflict', { errors: [{ path: 'disabled', code: 'not_yourself' }] })
  await refuseUnknownCohort(deps, wish.cohortId)
  const now = deps.now()
  const disabledAt = disabled === undefined ? user.disabledAt : disabled ? (user.disabledAt ?? now) : null
  const changes = changesBetween(user, { ...wish, disabledAt })
  if (Object.keys(changes).length === 0) return readUser(deps, id)
  const after: User = { ...user, ...definedOf(wish), disabledAt }
  const action = disabled === true ? 'user.disable' : 'user.change'
  await deps.db
    .batch([
      updateUser(deps.db, id, { ...definedOf(wish), disabledAt, updatedAt: now }),
      insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action, entityId: id, changes })),
      ...consequences(deps, actor, user, after),
    ])
    .catch(refuseDuplicate)
  dismiss(deps, [id])
  deps.board.forget()
  return readUser(deps, id)
}

const definedOf = <T extends object>(wish: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
