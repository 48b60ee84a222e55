import { selectDevicesOf } from '../db/sessions.ts'
import { selectAdmins, type User } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Via } from '../domain/access.ts'
import { browserName } from '../domain/browser-name.ts'
import type { Attempt } from './lock-out.ts'
import { notify, notifyIfChanged } from './notify.ts'
import type { AccessChange } from './security-texts.ts'

/** Tells somebody how they get in has changed, whoever did it; only if the statement before it changed a row. */
export const tellAccessChanged = (deps: Deps, userId: string, change: AccessChange) =>
  notifyIfChanged(deps, { userId, kind: 'access_changed', params: { change } })

/**
 * Tells somebody that their account was used where it has not been before: neither in this browser, which the
 * caller knows, nor with such a browser from this address. Nobody is told of their first sign-in.
 */
export const tellNewDevice = async (deps: Deps, user: User, via: Via, userAgent: string) => {
  if (user.mustChangePassword) return []
  const devices = await selectDevicesOf(deps.db, user.id)
  const browser = browserName(userAgent)
  const isKnown = devices.some((one) => one.address === via.address && browserName(one.userAgent) === browser)
  if (isKnown || devices.length === 0) return []
  const params = { browser, address: via.address, at: deps.now() }
  return [notify(deps, { userId: user.id, kind: 'new_device', params })]
}

type Place = { address: string; kiosk: string | null }

/**
 * After a wrong attempt: when it was the one that locks, the person and the admins are told, once for each lock.
 * @param user whose account it was tried on; undefined where there is none
 */
export const tellLocked = async (
  deps: Deps,
  { counted }: Attempt,
  user: Pick<User, 'id' | 'displayName'> | undefined,
  place: Place,
) => {
  const locks = counted.filter(({ lockedUntil }) => lockedUntil !== null)
  const ofPerson = user && locks.find(({ key }) => !key.startsWith('address:'))
  const lock = ofPerson ?? locks.find(({ key }) => key.startsWith('address:') || key.startsWith('badge '))
  const until = lock?.lockedUntil
  if (!lock || !until) return []
  const params = { ...place, until }
  const admins = await selectAdmins(deps.db, deps.now())
  const person = ofPerson ? user : undefined
  return [
    ...(person ? [notify(deps, { userId: person.id, kind: 'own_sign_in_locked', params })] : []),
    ...admins
      .filter(({ id }) => id !== person?.id)
      .map(({ id }) =>
        notify(deps, {
          userId: id,
          kind: 'sign_in_locked',
          params: { ...params, person: person?.displayName ?? null },
        }),
      ),
  ]
}
