import type { AuditEvent, Changes } from '../db/audit-events.ts'
import type { Actor } from '../domain/access.ts'

type Deed = { at: number; action: `${string}.${string}`; entityId: string; changes?: Changes }

/** The record of a deed: who, by which request, what changed. Secrets never belong into `changes`. */
export const deedOf = (actor: Actor, deed: Deed): AuditEvent => ({
  at: deed.at,
  actorKind: actor.kind === 'nobody' ? 'system' : actor.kind,
  actorId: 'id' in actor ? actor.id : null,
  action: deed.action,
  entityId: deed.entityId,
  changes: deed.changes ?? {},
  address: 'via' in actor ? actor.via.address : null,
  requestId: 'via' in actor ? actor.via.requestId : null,
})
