import { selectGrantsToTell } from '../db/qualifications.ts'
import type { Deps } from '../deps.ts'
import { notify } from './notify.ts'

const DAY_MS = 86_400_000
const AHEAD_MS = 30 * DAY_MS
/** What expired while the system was off is told afterwards, but not for ever. */
const BACK_MS = 14 * DAY_MS

/** Tells people once that a qualification is about to expire, and once that it has. */
export const remindOfExpiry = async (deps: Deps): Promise<void> => {
  const now = deps.now()
  const [expiring, expired] = await deps.db.batch([
    selectGrantsToTell(deps.db, now + 1, now + AHEAD_MS, 'qualification_expiring'),
    selectGrantsToTell(deps.db, now - BACK_MS, now, 'qualification_expired'),
  ])
  for (const { id, userId, name, expiresAt } of expiring) {
    const params = { qualification: name, expiresAt: expiresAt ?? now }
    await notify(deps, {
      userId,
      kind: 'qualification_expiring',
      params,
      once: `qualification_expiring:${id}`,
    })
  }
  for (const { id, userId, name } of expired) {
    const params = { qualification: name }
    await notify(deps, { userId, kind: 'qualification_expired', params, once: `qualification_expired:${id}` })
  }
}
