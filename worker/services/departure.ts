import { insertAuditIfChanged } from '../db/audit-events.ts'
import { auditFutureJobs, cancelFutureJobs, emptyTracesOf, leaveWaitingList } from '../db/departures.ts'
import { endSessionsOf } from '../db/sessions.ts'
import { findUser, updateUser } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { refuseLastAdmin } from './last-admin.ts'
import { NO_PASSWORD } from './passwords.ts'
import { Refused } from './refusal.ts'
import { withoutSecondFactor } from './second-factor.ts'
import { dismiss } from './sessions.ts'

/** What people who can no longer sign in leave behind: their sessions end, their future slots are free. */
export const leaveStatements = (deps: Deps, actor: Actor, userIds: string[]) => {
  const now = deps.now()
  return [
    endSessionsOf(deps.db, userIds, now),
    auditFutureJobs(deps.db, userIds, deedOf(actor, { at: now, action: 'job.cancel', entityId: '' })),
    cancelFutureJobs(deps.db, userIds, now),
    ...leaveWaitingList(deps.db, userIds),
  ] as const
}

/**
 * Forgets who somebody was and keeps what they did: reservations, energy and costs stay with a nameless
 * person. Can't be undone. Refuses with `not_found`, `conflict` for oneself, `last_admin`.
 */
export const anonymiseUser = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  if (actor.kind === 'user' && actor.id === id)
    throw new Refused('conflict', { errors: [{ path: 'id', code: 'not_yourself' }] })
  const user = await findUser(deps.db, id)
  if (!user || user.anonymisedAt !== null) throw new Refused('not_found')
  const now = deps.now()
  const nameless = {
    // Unique, and no name anybody can take: names have no colon.
    username: `anonym:${id}`,
    displayName: 'Anonym',
    role: 'guest',
    passwordHash: NO_PASSWORD,
    mustChangePassword: false,
    disabledAt: user.disabledAt ?? now,
    anonymisedAt: now,
    updatedAt: now,
  } as const
  await deps.db
    .batch([
      ...leaveStatements(deps, actor, [id]),
      ...withoutSecondFactor(deps, id),
      updateUser(deps.db, id, nameless),
      insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'user.anonymise', entityId: id })),
      ...emptyTracesOf(deps.db, id, user.displayName),
    ])
    .catch(refuseLastAdmin)
  dismiss(deps, [id])
  deps.board.forget()
}
