import { findKey, insertKeyIfChanged } from '../db/idempotency-keys.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { Refused } from './refusal.ts'

/** How long a request can be repeated without being done again. */
export const ONCE_MS = 24 * 3_600_000

/**
 * For a batch, directly after the statement that does the work: remembers that this request is done.
 * Nothing when the caller gave no `Idempotency-Key`.
 */
export const rememberOnce = (deps: Deps, actor: UserActor, entityId: string) =>
  actor.via.once
    ? [insertKeyIfChanged(deps.db, { ...actor.via.once, userId: actor.id, entityId, createdAt: deps.now() })]
    : []

/** What this request did before, if it did: refuses with `idempotency_key_reused` when it was another one. */
const doneBefore = async (deps: Deps, actor: UserActor): Promise<string | undefined> => {
  const { once } = actor.via
  if (!once) return undefined
  const known = await findKey(deps.db, actor.id, once.key)
  if (known && known.fingerprint !== once.fingerprint) throw new Refused('idempotency_key_reused')
  return known?.entityId
}

/**
 * Does the work once per `Idempotency-Key`, however often the request comes, also at the same time:
 * the key is stored in the transaction of the work. A repeated request gets what it made, as it is now.
 */
export const doOnce = async <T>(
  deps: Deps,
  actor: UserActor,
  { work, replay }: { work: () => Promise<T>; replay: (entityId: string) => Promise<T> },
): Promise<T> => {
  const before = await doneBefore(deps, actor)
  if (before !== undefined) return replay(before)
  try {
    return await work()
  } catch (error) {
    // Refused by the key itself, or by what the same request has just made: a slot that is now taken.
    const entityId = await doneBefore(deps, actor)
    if (entityId === undefined) throw error
    return replay(entityId)
  }
}
