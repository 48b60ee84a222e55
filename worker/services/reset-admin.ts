import { insertAudit } from '../db/audit-events.ts'
import { forgetThrottles } from '../db/login-throttles.ts'
import { endSessionsOf } from '../db/sessions.ts'
import { isActive, selectAdmins, selectUserByName, updateUser } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import { deedOf } from './audit.ts'
import { endVisitsAndAccess } from './kiosk-credentials.ts'
import { accountKey } from './lock-out.ts'
import { notify } from './notify.ts'
import { newTemporaryPassword } from './passwords.ts'
import { Refused } from './refusal.ts'
import { withoutSecondFactor } from './second-factor.ts'
import { dismiss } from './sessions.ts'

/**
 * Lets an admin in again who has lost password or second factor, when there is no other to do it: a new temporary
 * password, no second factor, neither PIN nor badge, no session, no lock. For a command on the machine itself. It is
 * on record, and every admin is told. Refuses with `not_found` for whoever is no admin that may sign in.
 */
export const resetAdmin = async (
  deps: Deps,
  username: string,
): Promise<{ username: string; temporaryPassword: string }> => {
  const now = deps.now()
  const [user] = await selectUserByName(deps.db, username)
  if (user?.role !== 'admin' || !isActive(user, now)) throw new Refused('not_found')
  const { password, hash } = await newTemporaryPassword(deps)
  const admins = await selectAdmins(deps.db, now)
  const deed = { at: now, action: 'user.reset_on_machine', entityId: user.id } as const
  await deps.db.batch([
    ...withoutSecondFactor(deps, user.id),
    updateUser(deps.db, user.id, { passwordHash: hash, mustChangePassword: true, updatedAt: now }),
    ...endVisitsAndAccess(deps, user.id),
    endSessionsOf(deps.db, [user.id], now),
    forgetThrottles(deps.db, [await accountKey(deps, user.username)]),
    insertAudit(deps.db, deedOf({ kind: 'system' }, deed)),
    ...admins.map(({ id }) =>
      notify(deps, { userId: id, kind: 'admin_reset', params: { person: user.displayName } }),
    ),
  ])
  dismiss(deps, [user.id])
  return { username: user.username, temporaryPassword: password }
}
