import { insertAudit } from '../db/audit-events.ts'
import { endSessionsOf } from '../db/sessions.ts'
import { findUser, type User, updateUser } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { beginAttempt, judge, keysFor, succeed } from './lock-out.ts'
import { hashChosenPassword, isPasswordOf } from './passwords.ts'
import { Refused } from './refusal.ts'
import { tellAccessChanged, tellLocked } from './security-messages.ts'
import { dismiss, newSession, type SessionStart } from './sessions.ts'
import { readSettings } from './settings.ts'

/**
 * Lets on who knows the password of the account they are signed in with: a walk-up to an open session
 * must not take the account over. Refuses with `invalid_input` at `path`, `locked_out` after five tries.
 */
export const requireOwnPassword = async (
  deps: Deps,
  actor: UserActor,
  password: string,
  path: string,
): Promise<User> => {
  const keys = await keysFor(deps, {
    purpose: 'confirm',
    name: actor.id,
    address: undefined,
    device: undefined,
  })
  const attempt = await beginAttempt(deps, keys)
  const user = await findUser(deps.db, actor.id)
  if (!user || !(await judge(deps, attempt, isPasswordOf(deps, user, password)))) {
    const [first, ...others] = await tellLocked(deps, attempt, user, {
      address: actor.via.address,
      kiosk: null,
    })
    if (first) await deps.db.batch([first, ...others])
    throw new Refused('invalid_input', { errors: [{ path, code: 'wrong_password' }] })
  }
  await deps.db.batch([...succeed(deps, attempt)])
  return user
}

/** What others know of a person, and would try first. */
export const knownOf = async (
  deps: Deps,
  user: Pick<User, 'username' | 'displayName'>,
): Promise<string[]> => [user.username, user.displayName, (await readSettings(deps)).siteName, 'MYP']

/** Changes one's own password: every session ends, and a new one begins for the browser that asked. */
export const changeOwnPassword = async (
  deps: Deps,
  actor: UserActor,
  userAgent: string,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<SessionStart> => {
  const user = await requireOwnPassword(deps, actor, currentPassword, 'currentPassword')
  if (currentPassword.normalize('NFC') === newPassword.normalize('NFC'))
    throw new Refused('invalid_input', { errors: [{ path: 'newPassword', code: 'same_password' }] })
  const passwordHash = await hashChosenPassword(deps, newPassword, await knownOf(deps, user), 'newPassword')
  const now = deps.now()
  const changed = { ...user, passwordHash, mustChangePassword: false }
  const { start, statements } = await newSession(deps, changed, actor.via, userAgent)
  await deps.db.batch([
    updateUser(deps.db, user.id, { passwordHash, mustChangePassword: false, updatedAt: now }),
    endSessionsOf(deps.db, [user.id], now),
    ...statements,
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'user.change_password', entityId: user.id })),
    tellAccessChanged(deps, user.id, 'password_changed'),
  ])
  dismiss(deps, [user.id])
  return start
}
