import { insertAudit } from '../db/audit-events.ts'
import type { Deps } from '../deps.ts'
import { type Actor, mayDo } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { Refused } from './refusal.ts'
import { readSettings } from './settings.ts'

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
  if (reason === undefined && (await readSettings(deps)).worksCouncilMode)
    throw new Refused('reason_required')
  const changes: { reason?: [null, string] } = reason === undefined ? {} : { reason: [null, reason] }
  const deed = { at: deps.now(), action: 'history.read', entityId: userId, changes } as const
  await insertAudit(deps.db, deedOf(actor, deed))
}
