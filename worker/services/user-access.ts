import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { forgetThrottles } from '../db/login-throttles.ts'
import { endSessionsOf } from '../db/sessions.ts'
import { updateUser } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { accountKey } from './lock-out.ts'
import { newTemporaryPassword } from './passwords.ts'
import { withoutSecondFactor } from './second-factor.ts'
import { tellAccessChanged } from './security-messages.ts'
import { dismiss } from './sessions.ts'
import { requireListed } from './users.ts'

/** A new temporary password, in this answer only; whoever is signed in as this person is out. */
export const resetPassword = async (
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<{ temporaryPassword: string }> => {
  const { user } = await requireListed(deps, id)
  const { password, hash } = await newTemporaryPassword(deps)
  const now = deps.now()
  await deps.db.batch([
    updateUser(deps.db, id, { passwordHash: hash, mustChangePassword: true, updatedAt: now }),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'user.reset_password', entityId: id })),
    tellAccessChanged(deps, id, 'password_reset'),
    endSessionsOf(deps.db, [id], now),
    forgetThrottles(deps.db, [await accountKey(deps, user.username)]),
  ])
  dismiss(deps, [id])
  return { temporaryPassword: password }
}

/** Ends every session of a person: a lost phone, a forgotten computer. */
export const endSessions = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  await requireListed(deps, id)
  const now = deps.now()
  await deps.db.batch([
    endSessionsOf(deps.db, [id], now),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'user.end_sessions', entityId: id })),
  ])
  dismiss(deps, [id])
}

/** For somebody who has lost phone and recovery codes. */
export const resetSecondFactor = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const { user } = await requireListed(deps, id)
  const now = deps.now()
  await deps.db.batch([
    ...withoutSecondFactor(deps, id),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at: now, action: 'user.reset_second_factor', entityId: id }),
    ),
    ...(user.totpEnabledAt === null ? [] : [tellAccessChanged(deps, id, 'second_factor_reset')]),
    endSessionsOf(deps.db, [id], now),
  ])
  dismiss(deps, [id])
}

/** Lets somebody try again at once who has locked their account. */
export const unlockUser = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const { user } = await requireListed(deps, id)
  const deed = { at: deps.now(), action: 'user.unlock', entityId: id } as const
  await deps.db.batch([
    forgetThrottles(deps.db, [await accountKey(deps, user.username)]),
    insertAudit(deps.db, deedOf(actor, deed)),
  ])
}
