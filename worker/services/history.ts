import { insertAuditUnlessSince, selectTrail } from '../db/audit-trail.ts'
import type { Deps } from '../deps.ts'
import { type Actor, mayDo, type UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { iso } from './present.ts'
import { Refused } from './refusal.ts'
import { readSettings } from './settings.ts'

/** A page asks for several figures at once and again: that is one look. */
export const ONE_LOOK_MS = 30 * 60_000
const MAX_LOOKS = 100

/** Refuses with `reason_required` where the works council wants a reason and none is given. */
export const requireReason = async (deps: Deps, reason: string | undefined): Promise<void> => {
  if (reason === undefined && (await readSettings(deps)).worksCouncilMode)
    throw new Refused('reason_required')
}

/** What is on record of a look into what is about people. */
export const lookOf = (
  deps: Deps,
  actor: Actor,
  {
    action,
    entityId,
    reason,
  }: { action: `${string}.${string}`; entityId: string; reason: string | undefined },
) => {
  const changes: { reason?: [null, string] } = reason === undefined ? {} : { reason: [null, reason] }
  return deedOf(actor, { at: deps.now(), action, entityId, changes })
}

/**
 * Opens one person's history to somebody else, on record. Refuses with `forbidden` who is no staff, and in
 * works-council mode with `reason_required` who gives no reason.
 */
export const openHistory = async (
  deps: Deps,
  actor: Actor,
  userId: string,
  reason: string | undefined,
): Promise<void> => {
  if (actor.kind === 'user' && actor.id === userId) return
  if (!mayDo(actor, 'history.read_others')) throw new Refused('forbidden')
  await requireReason(deps, reason)
  const look = lookOf(deps, actor, { action: 'history.read', entityId: userId, reason })
  await insertAuditUnlessSince(deps.db, look, deps.now() - ONE_LOOK_MS)
}

/** Who has opened the caller's own history, when and why: the newest first, as long as the trail is kept. */
export const listLooks = async (deps: Deps, actor: UserActor) => {
  const rows = await selectTrail(deps.db, {
    action: 'history.read',
    entityId: actor.id,
    words: [],
    order: '-at',
    limit: MAX_LOOKS,
  })
  return {
    items: rows.map(({ event, actorName }) => ({
      id: event.id,
      at: iso(event.at),
      by: actorName,
      reason: typeof event.changes.reason?.[1] === 'string' ? event.changes.reason[1] : null,
    })),
    nextCursor: null,
  }
}
