import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { selectPrinter, selectStaffIds } from '../db/booking-facts.ts'
import {
  countWaiting,
  findGuestRequest,
  forgetGuestRequests,
  type GuestRequestFilter,
  type GuestRequestWithPrinter,
  insertGuestRequest,
  selectGuestRequests,
  updateGuestRequest,
} from '../db/guest-requests.ts'
import { insertUser } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { hexHmac } from './digest.ts'
import type { KioskActor } from './kiosk-proof.ts'
import { notify } from './notify.ts'
import { NO_PASSWORD } from './passwords.ts'
import { iso, isoOrNull } from './present.ts'
import { plainCode, randomDigits } from './random-code.ts'
import { Refused } from './refusal.ts'

/** Nobody waits at a kiosk longer; the request is then forgotten about, not decided. */
const WAIT_MS = 24 * 3_600_000
const CODE_MS = 12 * 3_600_000
/** A guest's name and purpose are kept this long. */
const KEPT_MS = 90 * 86_400_000
/** More at once is somebody playing with the screen. */
const MAX_WAITING = 5

/** In whose name guests' jobs are; made when the first guest is let in. Nobody can sign in as it. */
export const GUEST_USER_ID = 'kiosk-guest'
const guestUser = (now: number) => ({
  id: GUEST_USER_ID,
  // No name anybody can take: names have no colon.
  username: 'kiosk:guest',
  displayName: 'Gast',
  role: 'guest' as const,
  passwordHash: NO_PASSWORD,
  mustChangePassword: false,
  createdAt: now,
  updatedAt: now,
})

export const guestCodeHash = (deps: Deps, code: string): Promise<string> =>
  hexHmac(deps.config.dataSecret, `guest:${plainCode(code)}`)

const present = (request: GuestRequestWithPrinter, now: number) => ({
  id: request.id,
  name: request.name,
  purpose: request.purpose,
  minutes: request.minutes,
  printerId: request.printerId,
  printerName: request.printerName,
  status: request.status === 'waiting' && request.createdAt <= now - WAIT_MS ? 'expired' : request.status,
  createdAt: iso(request.createdAt),
  decidedAt: isoOrNull(request.decidedAt),
  decidedBy: request.decidedBy,
  codeExpiresAt: isoOrNull(request.codeExpiresAt),
  jobId: request.jobId,
})
export type GuestRequestView = ReturnType<typeof present>

export type GuestWish = { name: string; purpose: string; printerId: string; minutes: number }

/** Asks the trainers for a guest. Refuses with `not_found`, `conflict` while too many wait. */
export const requestAsGuest = async (deps: Deps, actor: KioskActor, wish: GuestWish) => {
  const now = deps.now()
  const [[printer], [queue], staff] = await Promise.all([
    selectPrinter(deps.db, wish.printerId),
    countWaiting(deps.db, actor.id, now - WAIT_MS),
    selectStaffIds(deps.db),
  ])
  if (!printer) throw new Refused('not_found')
  if ((queue?.waiting ?? 0) >= MAX_WAITING)
    throw new Refused('conflict', { errors: [{ path: '', code: 'too_many_guests' }] })
  const id = deps.newId()
  const params = { guest: wish.name, purpose: wish.purpose, printer: printer.name }
  await deps.db.batch([
    insertGuestRequest(deps.db, { ...wish, id, kioskId: actor.id, status: 'waiting', createdAt: now }),
    forgetGuestRequests(deps.db, now - KEPT_MS),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'guest_request.add', entityId: id })),
    ...staff.map((userId) => notify(deps, { userId, kind: 'guest_request', params, printerId: printer.id })),
  ])
  return { id, status: 'waiting' as const }
}

/** A page of requests, newest first. */
export const listGuestRequests = async (deps: Deps, filter: Omit<GuestRequestFilter, 'waitingSince'>) => {
  const now = deps.now()
  const rows = await selectGuestRequests(deps.db, {
    ...filter,
    waitingSince: now - WAIT_MS,
    limit: filter.limit + 1,
  })
  const page = rows.slice(0, filter.limit)
  const last = rows.length > filter.limit ? page.at(-1) : undefined
  return {
    items: page.map((request) => present(request, now)),
    nextCursor: last ? { createdAt: last.createdAt, id: last.id } : null,
  }
}

const requireRequest = async (deps: Deps, id: string): Promise<GuestRequestWithPrinter> => {
  const request = await findGuestRequest(deps.db, id)
  if (!request) throw new Refused('not_found')
  return request
}

/**
 * Lets a guest in: the code is in this answer only, to be handed over, and starts one job at a kiosk within
 * twelve hours. Asked again, it makes a new code and voids the one before. Refuses with `not_found`,
 * `invalid_state` what was rejected or used.
 */
export const approveGuest = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  { minutes }: { minutes?: number | undefined },
) => {
  const request = await requireRequest(deps, id)
  const now = deps.now()
  const code = randomDigits(2, 4)
  const change = {
    status: 'approved' as const,
    minutes: minutes ?? request.minutes,
    decidedAt: now,
    decidedBy: actor.id,
    codeHash: await guestCodeHash(deps, code),
    codeExpiresAt: now + CODE_MS,
  }
  const deed = { at: now, action: 'guest_request.approve', entityId: id } as const
  const [, approved] = await deps.db.batch([
    insertUser(deps.db, guestUser(now)).onConflictDoNothing(),
    updateGuestRequest(deps.db, id, ['waiting', 'approved'], change),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
  ])
  if (approved.meta.changes === 0) throw new Refused('invalid_state')
  return { request: present({ ...request, ...change }, now), code }
}

/** Refuses with `not_found`, `invalid_state` what has been used. */
export const rejectGuest = async (deps: Deps, actor: UserActor, id: string): Promise<GuestRequestView> => {
  const request = await requireRequest(deps, id)
  const now = deps.now()
  const change = { status: 'rejected' as const, decidedAt: now, decidedBy: actor.id, codeHash: null }
  const deed = { at: now, action: 'guest_request.reject', entityId: id } as const
  const [rejected] = await deps.db.batch([
    updateGuestRequest(deps.db, id, ['waiting', 'approved'], change),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
  ])
  if (rejected.meta.changes === 0) throw new Refused('invalid_state')
  return present({ ...request, ...change }, now)
}
