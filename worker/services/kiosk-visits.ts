import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { endVisit, endVisitsAt, forgetVisitsAt, insertVisit, type KioskVisit } from '../db/kiosk-visits.ts'
import type { User } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { IDLE_SECONDS, MAX_VISIT_MS } from '../domain/kiosk-visit.ts'
import { deedOf } from './audit.ts'
import { type KioskActor, proveAtKiosk, type QuickProof } from './kiosk-proof.ts'
import { succeed } from './lock-out.ts'
import { Refused } from './refusal.ts'
import { csrfTokenOf } from './sessions.ts'

/** Visits are forgotten a day after they ended; what was done in them is in the trail. */
const KEPT_MS = 86_400_000

/** What the kiosk's page knows about who stands in front of it. */
export const presentVisitor = async (deps: Deps, user: User, visitId: string) => ({
  id: user.id,
  displayName: user.displayName,
  role: user.role,
  csrfToken: await csrfTokenOf(deps, visitId),
  /** Without a touch for so long, the page signs out. */
  idleSeconds: IDLE_SECONDS,
})

/** Signs somebody in at a kiosk for as long as they touch it. Refuses like `proveAtKiosk`. */
export const startVisit = async (deps: Deps, actor: KioskActor, proof: QuickProof) => {
  const { user, attempt } = await proveAtKiosk(deps, actor, proof)
  const now = deps.now()
  const visit: KioskVisit = {
    id: deps.newId(),
    kioskId: actor.id,
    userId: user.id,
    method: 'badge' in proof ? 'badge' : 'pin',
    startedAt: now,
    lastSeenAt: now,
    expiresAt: now + MAX_VISIT_MS,
    endedAt: null,
  }
  const visitor: UserActor = {
    kind: 'user',
    id: user.id,
    role: user.role,
    sessionId: visit.id,
    kioskId: actor.id,
    via: actor.via,
  }
  const changes = { kiosk: [null, actor.id], method: [null, visit.method] } as Record<string, [null, string]>
  await deps.db.batch([
    endVisitsAt(deps.db, actor.id, now),
    forgetVisitsAt(deps.db, actor.id, now - KEPT_MS),
    insertVisit(deps.db, visit),
    insertAudit(
      deps.db,
      deedOf(visitor, { at: now, action: 'kiosk_visit.start', entityId: visit.id, changes }),
    ),
    ...succeed(deps, attempt),
  ])
  return { visitId: visit.id, visitor: await presentVisitor(deps, user, visit.id) }
}

/** Ends the caller's visit. Refuses with `not_found` for a session that is none. */
export const leaveKiosk = async (deps: Deps, actor: UserActor): Promise<void> => {
  if (actor.kioskId === undefined) throw new Refused('not_found')
  const now = deps.now()
  await deps.db.batch([
    endVisit(deps.db, actor.sessionId, now),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at: now, action: 'kiosk_visit.end', entityId: actor.sessionId }),
    ),
  ])
}
