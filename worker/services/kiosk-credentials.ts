import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { duplicateOf } from '../db/database.ts'
import {
  findCredentials,
  forgetThrottlesLike,
  type PersonWithPin,
  removeBadgeOf,
  removeCredentialsOf,
  removePinOf,
  saveCredentials,
} from '../db/kiosk-credentials.ts'
import { endVisitsOf } from '../db/kiosk-visits.ts'
import type { Deps } from '../deps.ts'
import type { Actor, UserActor } from '../domain/access.ts'
import { isGuessablePin } from '../domain/pin.ts'
import { deedOf } from './audit.ts'
import { hexHmac } from './digest.ts'
import { accountKey } from './lock-out.ts'
import { requireOwnPassword } from './own-password.ts'
import { NOBODYS_HASH, onHost } from './passwords.ts'
import { isoOrNull } from './present.ts'
import { Refused } from './refusal.ts'
import { tellAccessChanged } from './security-messages.ts'

/** A million PINs are few: without the machine's key the hash tells nothing. */
const keyedPin = (deps: Deps, userId: string, pin: string): Promise<string> =>
  hexHmac(deps.config.dataSecret, `pin:${userId}:${pin}`)

/** What a badge is known by. */
export const badgeHash = (deps: Deps, badge: string): Promise<string> =>
  hexHmac(deps.config.dataSecret, `badge:${badge.toLowerCase()}`)

/** Is this the person's PIN? Takes as long for unknown people and those without one. */
export const isPinOf = async (
  deps: Deps,
  person: PersonWithPin | undefined,
  pin: string,
): Promise<boolean> => {
  const keyed = await keyedPin(deps, person?.user.id ?? '', pin)
  const matches = await onHost(deps.host.verifyPassword(keyed, person?.pinHash ?? NOBODYS_HASH))
  return matches && typeof person?.pinHash === 'string'
}

/** Wrong PINs are counted per person and kiosk: nobody can lock a colleague out everywhere, or a kiosk. */
export const pinThrottle = async (deps: Deps, username: string, kioskId: string): Promise<string> =>
  `${await pinThrottles(deps, username)}${kioskId}`

const pinThrottles = async (deps: Deps, username: string): Promise<string> =>
  `pin ${await accountKey(deps, username)} `

/** Whether the caller can sign in at a kiosk, and how. */
export const readKioskAccess = async (deps: Deps, actor: UserActor) => {
  const found = await findCredentials(deps.db, actor.id)
  return {
    pinSetAt: isoOrNull(found?.pinSetAt ?? null),
    badgeSetAt: isoOrNull(found?.badgeSetAt ?? null),
  }
}

/**
 * Sets the caller's PIN. Refuses with `invalid_input` for a wrong password or a PIN that others would try
 * first, `locked_out` after five wrong passwords.
 */
export const setPin = async (
  deps: Deps,
  actor: UserActor,
  { password, pin }: { password: string; pin: string },
): Promise<void> => {
  if (isGuessablePin(pin))
    throw new Refused('invalid_input', { errors: [{ path: 'pin', code: 'pin_guessable' }] })
  const user = await requireOwnPassword(deps, actor, password, 'password')
  const pinHash = await onHost(deps.host.hashPassword(await keyedPin(deps, user.id, pin)))
  const now = deps.now()
  await deps.db.batch([
    saveCredentials(deps.db, user.id, { pinHash, pinSetAt: now }),
    forgetThrottlesLike(deps.db, await pinThrottles(deps, user.username)),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'kiosk_access.set_pin', entityId: user.id })),
    tellAccessChanged(deps, user.id, 'pin_set'),
  ])
}

export const removePin = async (deps: Deps, actor: UserActor): Promise<void> => {
  const deed = { at: deps.now(), action: 'kiosk_access.remove_pin', entityId: actor.id } as const
  await deps.db.batch([
    removePinOf(deps.db, actor.id),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
    tellAccessChanged(deps, actor.id, 'pin_removed'),
  ])
}

/**
 * Ties a badge to the person who has just signed in at this kiosk with their PIN. Refuses with `not_found`
 * anywhere else, `conflict` when the badge is somebody else's.
 */
export const linkBadge = async (deps: Deps, actor: UserActor, badge: string): Promise<void> => {
  if (actor.kioskId === undefined) throw new Refused('not_found')
  const now = deps.now()
  const hash = await badgeHash(deps, badge)
  const deed = { at: now, action: 'kiosk_access.link_badge', entityId: actor.id } as const
  await deps.db
    .batch([
      saveCredentials(deps.db, actor.id, { badgeHash: hash, badgeSetAt: now }),
      insertAudit(deps.db, deedOf(actor, deed)),
      tellAccessChanged(deps, actor.id, 'badge_set'),
    ])
    .catch((error: unknown) => {
      if (duplicateOf(error) === 'kiosk_credentials.badge_hash')
        throw new Refused('conflict', { errors: [{ path: 'badge', code: 'badge_taken' }] })
      throw error
    })
}

/** For a badge that is lost. */
export const removeBadge = async (deps: Deps, actor: UserActor): Promise<void> => {
  const deed = { at: deps.now(), action: 'kiosk_access.remove_badge', entityId: actor.id } as const
  await deps.db.batch([
    removeBadgeOf(deps.db, actor.id),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
    tellAccessChanged(deps, actor.id, 'badge_removed'),
  ])
}

/** The statements that take somebody's PIN and badge away, and them from the kiosk they may stand at. */
export const endVisitsAndAccess = (deps: Deps, id: string) =>
  [endVisitsOf(deps.db, id, deps.now()), removeCredentialsOf(deps.db, id)] as const

/** Takes somebody's PIN and badge away, and sends them away from the kiosk they may stand at. */
export const resetKioskAccess = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const deed = { at: deps.now(), action: 'user.reset_kiosk_access', entityId: id } as const
  await deps.db.batch([
    ...endVisitsAndAccess(deps, id),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
    tellAccessChanged(deps, id, 'kiosk_access_reset'),
  ])
}
