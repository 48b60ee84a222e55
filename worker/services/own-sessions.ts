import { insertAuditIfChanged } from '../db/audit-events.ts'
import { endSessionOf, endSessionsOf, selectOpenSessions } from '../db/sessions.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { Refused } from './refusal.ts'
import { dismiss, INACTIVITY_MS } from './sessions.ts'

/** The caller's devices: where they are signed in now. */
export const listSessions = async (deps: Deps, actor: UserActor) => {
  const now = deps.now()
  const rows = await selectOpenSessions(deps.db, actor.id, now, now - INACTIVITY_MS)
  return rows.map(({ id, createdAt, lastSeenAt, address, userAgent }) => ({
    id,
    createdAt,
    lastSeenAt,
    address,
    userAgent,
    isCurrent: id === actor.sessionId,
  }))
}

/** Ends one of the caller's sessions. Refuses with `not_found`, also for somebody else's. */
export const endOwnSession = async (deps: Deps, actor: UserActor, id: string): Promise<void> => {
  const now = deps.now()
  const [ended] = await deps.db.batch([
    endSessionOf(deps.db, actor.id, id, now),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'session.end', entityId: id })),
  ])
  if (ended.meta.changes === 0) throw new Refused('not_found')
  dismiss(deps, [id])
}

/** Ends every session of the caller but the one that asks. */
export const endOtherSessions = async (deps: Deps, actor: UserActor): Promise<void> => {
  const now = deps.now()
  await deps.db.batch([
    endSessionsOf(deps.db, [actor.id], now, actor.sessionId),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at: now, action: 'session.end_others', entityId: actor.id }),
    ),
  ])
  dismiss(deps, [actor.id])
}
