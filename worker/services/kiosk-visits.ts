import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { findPersonByBadge, findPersonWithPin, type PersonWithPin } from '../db/kiosk-credentials.ts'
import { endVisit, endVisitsAt, forgetVisitsAt, insertVisit, type KioskVisit } from '../db/kiosk-visits.ts'
import { isActive, type User } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Caller, UserActor } from '../domain/access.ts'
import { IDLE_SECONDS, MAX_VISIT_MS } from '../domain/kiosk-visit.ts'
import { ACCOUNT_WINDOW_MS, ADDRESS_WINDOW_MS } from '../domain/lock-out.ts'
import { deedOf } from './audit.ts'
import { badgeHash, isPinOf, pinThrottle } from './kiosk-credentials.ts'
import { beginAttempt, succeed } from './lock-out.ts'
import { Refused } from './refusal.ts'
import { csrfTokenOf } from './sessions.ts'

/** Visits are forgotten a day after they ended; what was done in them is in the trail. */
const KEPT_MS = 86_400_000

export type KioskActor = Extract<Caller, { kind: 'kiosk' }>
export type QuickSignIn = ({ pin: string } & ({ username: string } | { userId: string })) | { badge: string }

/** What the kiosk's page knows about who stands in front of it. */
export const presentVisitor = async (deps: Deps, user: User, visitId: string) => ({
  id: user.id,
  displayName: user.displayName,
  role: user.role,
  csrfToken: await csrfTokenOf(deps, visitId),
  /** Without a touch for so long, the page signs out. */
  idleSeconds: IDLE_SECONDS,
})

const refuseWrong = async (deps: Deps, actor: KioskActor, person: PersonWithPin | undefined) => {
  if (person) {
    const deed = { at: deps.now(), action: 'kiosk_visit.refuse', entityId: person.user.id } as const
    await insertAudit(deps.db, deedOf(actor, deed))
  }
  throw new Refused('invalid_credentials')
}

const throttleOf = async (
  deps: Deps,
  actor: KioskActor,
  request: QuickSignIn,
  person: PersonWithPin | undefined,
) => {
  // Badges that nobody knows: only a burst of them is somebody who tries numbers.
  if ('badge' in request) return { key: `badge ${actor.id}`, windowMs: ADDRESS_WINDOW_MS }
  const typed = 'username' in request ? request.username : request.userId
  const key = await pinThrottle(deps, person?.user.username ?? typed, actor.id)
  return { key, windowMs: ACCOUNT_WINDOW_MS }
}

const findPerson = async (deps: Deps, request: QuickSignIn) =>
  'badge' in request
    ? findPersonByBadge(deps.db, await badgeHash(deps, request.badge))
    : findPersonWithPin(deps.db, request)

/**
 * Signs somebody in at a kiosk for as long as they touch it: by name and PIN, or by badge. Refuses with
 * `invalid_credentials` for unknown, disabled, without a PIN and wrong alike, `password_change_required`,
 * `locked_out` after five wrong PINs of this person at this kiosk, or five unknown badges.
 */
export const startVisit = async (deps: Deps, actor: KioskActor, request: QuickSignIn) => {
  const person = await findPerson(deps, request)
  const attempt = await beginAttempt(deps, [await throttleOf(deps, actor, request, person)])
  const isRight = 'badge' in request ? person !== undefined : await isPinOf(deps, person, request.pin)
  const now = deps.now()
  if (!isRight || !person || !isActive(person.user, now)) return refuseWrong(deps, actor, person)
  const { user } = person
  if (user.mustChangePassword) throw new Refused('password_change_required')

  const visit: KioskVisit = {
    id: deps.newId(),
    kioskId: actor.id,
    userId: user.id,
    method: 'badge' in request ? 'badge' : 'pin',
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
