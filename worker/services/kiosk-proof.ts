import { insertAudit } from '../db/audit-events.ts'
import { findPersonByBadge, findPersonWithPin, type PersonWithPin } from '../db/kiosk-credentials.ts'
import { findKiosk } from '../db/kiosks.ts'
import { isActive, type User } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../domain/access.ts'
import { ACCOUNT_WINDOW_MS, ADDRESS_WINDOW_MS } from '../domain/lock-out.ts'
import { deedOf } from './audit.ts'
import { badgeHash, isPinOf, pinThrottle } from './kiosk-credentials.ts'
import { type Attempt, beginAttempt, judge } from './lock-out.ts'
import { Refused } from './refusal.ts'
import { tellLocked } from './security-messages.ts'

export type KioskActor = Extract<Caller, { kind: 'kiosk' }>
export type QuickProof = ({ pin: string } & ({ username: string } | { userId: string })) | { badge: string }

const refuseWrong = async (
  deps: Deps,
  actor: KioskActor,
  attempt: Attempt,
  person: PersonWithPin | undefined,
) => {
  const kiosk = (await findKiosk(deps.db, actor.id))?.name ?? ''
  const told = await tellLocked(deps, attempt, person?.user, { address: actor.via.address, kiosk })
  const at = deps.now()
  const record = person
    ? [insertAudit(deps.db, deedOf(actor, { at, action: 'kiosk_visit.refuse', entityId: person.user.id }))]
    : []
  const [first, ...others] = [...record, ...told]
  if (first) await deps.db.batch([first, ...others])
  throw new Refused('invalid_credentials')
}

const throttleOf = async (
  deps: Deps,
  actor: KioskActor,
  proof: QuickProof,
  person: PersonWithPin | undefined,
) => {
  // Badges that nobody knows: only a burst of them is somebody who tries numbers.
  if ('badge' in proof) return { key: `badge ${actor.id}`, windowMs: ADDRESS_WINDOW_MS }
  const typed = 'username' in proof ? proof.username : proof.userId
  const key = await pinThrottle(deps, person?.user.username ?? typed, actor.id)
  return { key, windowMs: ACCOUNT_WINDOW_MS }
}

const findPerson = async (deps: Deps, proof: QuickProof) =>
  'badge' in proof
    ? findPersonByBadge(deps.db, await badgeHash(deps, proof.badge))
    : findPersonWithPin(deps.db, proof)

/**
 * Who stands at a kiosk, by name and PIN, or by badge; the attempt is for the caller to forgive. Refuses with
 * `invalid_credentials` for unknown, disabled, without a PIN and wrong alike, `password_change_required`,
 * `locked_out` after five wrong PINs of this person at this kiosk, or five unknown badges.
 */
export const proveAtKiosk = async (
  deps: Deps,
  actor: KioskActor,
  proof: QuickProof,
): Promise<{ user: User; attempt: Attempt }> => {
  const person = await findPerson(deps, proof)
  const attempt = await beginAttempt(deps, [await throttleOf(deps, actor, proof, person)])
  const isRight =
    'badge' in proof ? person !== undefined : await judge(deps, attempt, isPinOf(deps, person, proof.pin))
  if (!isRight || !person || !isActive(person.user, deps.now()))
    return refuseWrong(deps, actor, attempt, person)
  if (person.user.mustChangePassword) throw new Refused('password_change_required')
  return { user: person.user, attempt }
}
