import { insertAudit } from '../db/audit-events.ts'
import { findAdultOn, forgetAdultOn, saveAdultOn } from '../db/minors.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { localDay } from '../domain/local-day.ts'
import { deedOf } from './audit.ts'
import { requireUser } from './sessions.ts'

/** The day somebody comes of age, while they are a minor. Refuses with `not_found`. */
export const readMinority = async (deps: Deps, userId: string): Promise<{ adultOn: string | null }> => {
  await requireUser(deps, userId)
  return { adultOn: (await findAdultOn(deps.db, userId)) ?? null }
}

/** Says when somebody comes of age; a day that has come is not kept. The trail has that it was said, not the day. */
export const changeMinority = async (
  deps: Deps,
  actor: UserActor,
  userId: string,
  adultOn: string | null,
): Promise<{ adultOn: string | null }> => {
  await requireUser(deps, userId)
  const at = deps.now()
  const isMinor = adultOn !== null && adultOn > localDay(at, deps.config.timeZone)
  await deps.db.batch([
    isMinor ? saveAdultOn(deps.db, userId, adultOn) : forgetAdultOn(deps.db, userId),
    insertAudit(deps.db, deedOf(actor, { at, action: 'user.change_minority', entityId: userId })),
  ])
  return readMinority(deps, userId)
}
