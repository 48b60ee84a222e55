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

/** The fields of `wish` that differ from what is, before and after. */
export const changesBetween = (is: object, wish: object): Changes => {
  const before = is as Record<string, unknown>
  const entries = Object.entries(wish).filter(
    ([field, value]) => value !== undefined && value !== before[field],
  )
  return Object.fromEntries(entries.map(([field, value]) => [field, [before[field] ?? null, value]]))
}
