import { insertAuditIfChanged } from '../db/audit-events.ts'
import { findOpenVisit, touchVisit } from '../db/kiosk-visits.ts'
import {
  findKioskByCode,
  findKioskByTokenHash,
  type KioskRow,
  spendKioskCode,
  touchKiosk,
} from '../db/kiosks.ts'
import { isActive } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Caller, Via } from '../domain/access.ts'
import { idleSince } from '../domain/kiosk-visit.ts'
import { placeOf } from '../domain/lock-out.ts'
import { deedOf } from './audit.ts'
import { hexSha256 } from './digest.ts'
import { enrolmentCodeHash } from './kiosks.ts'
import { beginAttempt, keysFor, succeed } from './lock-out.ts'
import { Refused } from './refusal.ts'

/** "Last seen" is true to the minute. */
const SEEN_STEP_MS = 60_000

/**
 * Who acts at the device with this token: the person whose visit is on, else the kiosk itself; nothing
 * when the token is not (or no longer) a kiosk's. A write keeps the visit going, a look does not: the
 * page looks by itself.
 */
export const identifyDevice = async (
  deps: Deps,
  via: Via,
  { token, visitId, isWrite }: { token: string; visitId: string | undefined; isWrite: boolean },
): Promise<Caller | undefined> => {
  const kiosk = await findKioskByTokenHash(deps.db, await hexSha256(token))
  if (!kiosk) return undefined
  const now = deps.now()
  if ((kiosk.lastSeenAt ?? 0) <= now - SEEN_STEP_MS)
    await touchKiosk(deps.db, kiosk.id, now, now - SEEN_STEP_MS + 1)
  const itself: Caller = { kind: 'kiosk', id: kiosk.id, via }
  if (visitId === undefined) return itself
  const open = await findOpenVisit(deps.db, {
    id: visitId,
    kioskId: kiosk.id,
    now,
    idleSince: idleSince(now),
  })
  if (!open || !isActive(open.user, now) || open.user.mustChangePassword) return itself
  if (isWrite) await touchVisit(deps.db, visitId, now)
  const { id, role } = open.user
  return { kind: 'user', id, role, sessionId: visitId, kioskId: kiosk.id, via }
}

export type Enrolment = { code: string } | { token: string }

const wrongCode = () =>
  new Refused('invalid_input', { errors: [{ path: 'code', code: 'wrong_enrolment_code' }] })

const enrolByCode = async (deps: Deps, via: Via, code: string) => {
  const codeHash = await enrolmentCodeHash(deps, code)
  const now = deps.now()
  const kiosk = await findKioskByCode(deps.db, codeHash, now)
  if (!kiosk) throw wrongCode()
  const token = `${deps.newId()}${deps.newId()}`.replaceAll('-', '')
  const itself = { kind: 'kiosk', id: kiosk.id, via } as const
  const [spent] = await deps.db.batch([
    spendKioskCode(deps.db, codeHash, await hexSha256(token), now),
    insertAuditIfChanged(deps.db, deedOf(itself, { at: now, action: 'kiosk.enrol', entityId: kiosk.id })),
  ])
  if (spent.meta.changes === 0) throw wrongCode()
  // A device that was this kiosk before is none any more.
  deps.inBackground(deps.live.dismiss(kiosk.id))
  return { kiosk, token }
}

const enrolByToken = async (deps: Deps, token: string): Promise<{ kiosk: KioskRow; token: string }> => {
  const kiosk = await findKioskByTokenHash(deps.db, await hexSha256(token))
  if (!kiosk) throw wrongCode()
  return { kiosk, token }
}

/**
 * Makes the device that asks a kiosk: by the admin's code, once, or by a token it was given (the demo's).
 * The token is the device's from then on. Refuses with `invalid_input` for a wrong or expired code,
 * `locked_out` after five from one address.
 */
export const enrolDevice = async (deps: Deps, actor: Caller, enrolment: Enrolment) => {
  const keys = await keysFor(deps, {
    purpose: 'enrol',
    name: placeOf(actor.via.address),
    address: undefined,
    device: undefined,
  })
  const attempt = await beginAttempt(deps, keys)
  const { kiosk, token } =
    'code' in enrolment
      ? await enrolByCode(deps, actor.via, enrolment.code)
      : await enrolByToken(deps, enrolment.token)
  await deps.db.batch([...succeed(deps, attempt)])
  return { token, kiosk: { id: kiosk.id, name: kiosk.name } }
}
