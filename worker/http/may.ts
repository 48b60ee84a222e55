import type { MiddlewareHandler } from 'hono'
import { type Action, type Actor, mayDo, mustChangePasswordFirst, type UserActor } from '../domain/access.ts'
import { Refused } from '../services/refusal.ts'
import type { AppEnv } from './env.ts'

/** Under this key a middleware names its action, so that a test can walk all routes. */
export const ACTION = Symbol('action')

/** Refuses with `unauthenticated` where signing in would help, else with `forbidden`. */
const refuseUnlessAllowed = (actor: Actor, action: Action): void => {
  if (!mayDo(actor, action)) throw new Refused(actor.kind === 'nobody' ? 'unauthenticated' : 'forbidden')
  if (mustChangePasswordFirst(actor, action)) throw new Refused('password_change_required')
}

/** Every route names its action, first of all: what one may not do is not even validated. */
export const may = (action: Action): MiddlewareHandler<AppEnv> => {
  const check: MiddlewareHandler<AppEnv> = async (c, next) => {
    refuseUnlessAllowed(c.var.actor, action)
    await next()
  }
  return Object.assign(check, { [ACTION]: action })
}

/** Where `person` has been: `c.var.person` is who acts. */
export type PersonEnv = AppEnv & { Variables: { person: UserActor } }

/** The same for what only a person with a session does, who is then `c.var.person`. */
export const person = (action: Action): MiddlewareHandler<PersonEnv> => {
  const check: MiddlewareHandler<PersonEnv> = async (c, next) => {
    refuseUnlessAllowed(c.var.actor, action)
    if (c.var.actor.kind !== 'user') throw new Refused('forbidden')
    c.set('person', c.var.actor)
    await next()
  }
  return Object.assign(check, { [ACTION]: action })
}

/** Where `device` has been: `c.var.device` is the kiosk that acts by itself. */
export type DeviceEnv = AppEnv & { Variables: { device: Extract<Actor, { kind: 'kiosk' }> } }

/** The same for what only a kiosk does while nobody is signed in at it. */
export const device = (action: Action): MiddlewareHandler<DeviceEnv> => {
  const check: MiddlewareHandler<DeviceEnv> = async (c, next) => {
    refuseUnlessAllowed(c.var.actor, action)
    if (c.var.actor.kind !== 'kiosk') throw new Refused('forbidden')
    c.set('device', c.var.actor)
    await next()
  }
  return Object.assign(check, { [ACTION]: action })
}
