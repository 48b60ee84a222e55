import { insertAuditIfChanged } from '../db/audit-events.ts'
import { hasUsers, insertFirstUser } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { isSameSecret } from './digest.ts'
import { beginAttempt, keysFor, succeed } from './lock-out.ts'
import { knownOf } from './own-password.ts'
import { hashChosenPassword } from './passwords.ts'
import { plainCode } from './random-code.ts'
import { Refused } from './refusal.ts'
import { newSession, type SessionStart } from './sessions.ts'

export type Setup = { code: string; username: string; displayName: string; password: string }

/** Is the workshop still without anybody? */
export const isSetupOpen = async (deps: Deps): Promise<boolean> => !(await hasUsers(deps.db))

/**
 * Lets the first admin in. Refuses with `conflict` when there is somebody already, `invalid_input` for a
 * wrong code or a weak password; of two at once, the database lets one through.
 */
export const setUp = async (
  deps: Deps,
  actor: Caller,
  userAgent: string,
  setup: Setup,
): Promise<SessionStart> => {
  if (!(await isSetupOpen(deps))) throw new Refused('conflict')
  const keys = await keysFor(deps, {
    purpose: 'set up',
    name: '',
    address: actor.via.address,
    device: undefined,
  })
  const attempt = await beginAttempt(deps, keys)
  const { setupCode } = deps.config
  if (setupCode === undefined || !isSameSecret(plainCode(setup.code), plainCode(setupCode)))
    throw new Refused('invalid_input', { errors: [{ path: 'code', code: 'wrong_setup_code' }] })

  const now = deps.now()
  const user = {
    id: deps.newId(),
    username: setup.username,
    displayName: setup.displayName,
    role: 'admin',
    passwordHash: await hashChosenPassword(deps, setup.password, await knownOf(deps, setup), 'password'),
    createdAt: now,
  } as const
  const deed = { at: now, action: 'user.set_up', entityId: user.id } as const
  const [inserted] = await deps.db.batch([
    insertFirstUser(deps.db, user),
    insertAuditIfChanged(deps.db, deedOf({ kind: 'nobody', via: actor.via }, deed)),
    ...succeed(deps, attempt),
  ])
  if (inserted.meta.changes === 0) throw new Refused('conflict')
  const full = {
    ...user,
    mustChangePassword: false,
    disabledAt: null,
    cohortId: null,
    expiresAt: null,
    updatedAt: now,
    anonymisedAt: null,
    totpSecret: null,
    totpEnabledAt: null,
    totpLastStep: null,
  }
  const { start, statements } = await newSession(deps, full, actor.via, userAgent)
  await deps.db.batch([...statements])
  return start
}
