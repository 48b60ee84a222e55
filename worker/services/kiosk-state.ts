import { selectClosureWindows } from '../db/closures.ts'
import { findKiosk } from '../db/kiosks.ts'
import { findUser } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../domain/access.ts'
import { isOpenForStart, nextOpening } from '../domain/local-time.ts'
import { presentVisitor } from './kiosk-visits.ts'
import { iso, isoOrNull } from './present.ts'
import { Refused } from './refusal.ts'
import { readSettings } from './settings.ts'

/** So far ahead closures are announced on the wall. */
const AHEAD_MS = 48 * 3_600_000

/**
 * What the kiosk's page needs besides the board: which kiosk it is, who is signed in, whether the workshop
 * is open, what is closed soon. Refuses with `not_found` on a device that is no kiosk.
 */
export const readKioskState = async (deps: Deps, actor: Caller) => {
  const kioskId = actor.kind === 'kiosk' ? actor.id : actor.kind === 'user' ? actor.kioskId : undefined
  const kiosk = kioskId === undefined ? undefined : await findKiosk(deps.db, kioskId)
  if (!kiosk) throw new Refused('not_found')
  const now = deps.now()
  const range = { startsAt: now, endsAt: now + AHEAD_MS }
  const [{ booking }, closures, user] = await Promise.all([
    readSettings(deps),
    selectClosureWindows(deps.db, null, range),
    actor.kind === 'user' ? findUser(deps.db, actor.id) : undefined,
  ])
  const { openingHours } = booking
  const { timeZone } = deps.config
  const isClosed = closures.some(
    ({ printerId, startsAt, endsAt }) => printerId === null && startsAt <= now && now < endsAt,
  )
  const isOpen = !isClosed && isOpenForStart(openingHours, now, timeZone)
  return {
    kiosk: { id: kiosk.id, name: kiosk.name },
    now: iso(now),
    visitor: user && actor.kind === 'user' ? await presentVisitor(deps, user, actor.sessionId) : null,
    isOpen,
    opensAt: isoOrNull(
      isOpen || openingHours === null ? null : (nextOpening(openingHours, now, timeZone) ?? null),
    ),
    closures: closures.map(({ printerId, reason, startsAt, endsAt }) => ({
      printerId,
      reason,
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
    })),
  }
}
