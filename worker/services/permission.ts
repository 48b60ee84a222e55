import { type Action, type Actor, mayDo, type UserActor } from '../domain/access.ts'
import { Refused } from './refusal.ts'

/** Refuses with `unauthenticated` where signing in would help, else with `forbidden`. */
export const requireMay = (actor: Actor, action: Action): void => {
  if (!mayDo(actor, action)) throw new Refused(actor.kind === 'nobody' ? 'unauthenticated' : 'forbidden')
}

/** The same, for what only a person can do. */
export function requireUserMay(actor: Actor, action: Action): asserts actor is UserActor {
  requireMay(actor, action)
  if (actor.kind !== 'user') throw new Refused('forbidden')
}
