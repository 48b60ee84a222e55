import { sign, verify } from '@tsndr/cloudflare-worker-jwt'
import * as z from 'zod'
import { insertAudit } from '../db/audit-events.ts'
import { endSession, findOpenSession, insertSession, touchSession } from '../db/sessions.ts'
import { findUser, findUserByName, type User } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import { type Actor, ROLES, type UserActor, type Via } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { hexHmac } from './digest.ts'
import { Refused } from './refusal.ts'

export const INACTIVITY_MS = 30 * 60_000
export const ABSOLUTE_MS = 12 * 3_600_000
/** A read trusts a token this young without asking the database. */
export const TRUST_MS = 60_000

/** A hash of a password nobody has, so that an unknown user costs as much time as a known one. */
const NOBODYS_HASH = '$2b$12$C6UzMDM.H6dfI/f/IKcEe.eR9zFQ1vRZ0aYv6rXQ3uQ8m1Yw6y6eW'

const Claims = z.object({
  sub: z.string(),
  sid: z.string(),
  role: z.enum(ROLES),
  iat: z.number().int(),
  exp: z.number().int(),
})

export type SessionUser = Pick<User, 'id' | 'username' | 'displayName' | 'role' | 'mustChangePassword'>
export type SessionView = { user: SessionUser; csrfToken: string; expiresAt: number }

const seconds = (ms: number): number => Math.floor(ms / 1000)

const signToken = (deps: Deps, user: { id: string; role: User['role'] }, sid: string, endsAt: number) => {
  const now = deps.now()
  const exp = Math.min(seconds(now + INACTIVITY_MS), seconds(endsAt))
  return sign(
    { sub: user.id, sid, role: user.role, iat: seconds(now), exp },
    deps.config.sessionSecret,
    'HS256',
  )
}

/** Bound to the session, so that a token of one session is worthless in another. */
export const csrfTokenOf = (deps: Deps, sessionId: string): Promise<string> =>
  hexHmac(deps.config.sessionSecret, `csrf:${sessionId}`)

const viewOf = async (deps: Deps, user: User, sid: string, endsAt: number): Promise<SessionView> => ({
  user: {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    mustChangePassword: user.mustChangePassword,
  },
  csrfToken: await csrfTokenOf(deps, sid),
  expiresAt: Math.min(deps.now() + INACTIVITY_MS, endsAt),
})

/** Opens a session. Refuses with `invalid_credentials`, the same way for unknown, disabled and wrong. */
export const signIn = async (
  deps: Deps,
  via: Via & { userAgent: string },
  credentials: { username: string; password: string },
): Promise<SessionView & { token: string }> => {
  const user = await findUserByName(deps.db, credentials.username)
  const matches = await deps.host.verifyPassword(credentials.password, user?.passwordHash ?? NOBODYS_HASH)
  if (!user || !matches || user.disabledAt !== null) throw new Refused('invalid_credentials')

  const now = deps.now()
  const sid = deps.newId()
  const expiresAt = now + ABSOLUTE_MS
  const actor: UserActor = { kind: 'user', id: user.id, role: user.role, sessionId: sid, via }
  await deps.db.batch([
    insertSession(deps.db, {
      id: sid,
      userId: user.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      endedAt: null,
      address: via.address,
      userAgent: via.userAgent.slice(0, 200),
    }),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'session.start', entityId: sid })),
  ])
  return { ...(await viewOf(deps, user, sid, expiresAt)), token: await signToken(deps, user, sid, expiresAt) }
}

const readClaims = async (deps: Deps, token: string) => {
  // The library would judge `exp` by the wall clock; the worker's own clock is what counts.
  const decoded = await verify(token, deps.config.sessionSecret, {
    algorithm: 'HS256',
    clockTolerance: Number.POSITIVE_INFINITY,
  }).catch(() => undefined)
  const claims = Claims.safeParse(decoded?.payload)
  return claims.success && claims.data.exp * 1000 > deps.now() ? claims.data : undefined
}

/**
 * Who sent this token. A read trusts a token younger than a minute; older ones and every write check
 * the session row, which slides the half hour of inactivity: `token` is then the one to go on with.
 */
export const authenticate = async (
  deps: Deps,
  via: Via,
  token: string,
  isWrite: boolean,
): Promise<{ actor: Actor; token?: string }> => {
  const nobody: Actor = { kind: 'nobody', via }
  const claims = await readClaims(deps, token)
  if (!claims) return { actor: nobody }

  const now = deps.now()
  const isYoung = now - claims.iat * 1000 < TRUST_MS
  if (isYoung && !isWrite) {
    return { actor: { kind: 'user', id: claims.sub, role: claims.role, sessionId: claims.sid, via } }
  }

  const open = await findOpenSession(deps.db, claims.sid)
  if (!open || open.session.expiresAt <= now || open.session.lastSeenAt + INACTIVITY_MS <= now)
    return { actor: nobody }
  const { session, user } = open
  const actor: UserActor = { kind: 'user', id: user.id, role: user.role, sessionId: session.id, via }
  if (isYoung) return { actor }
  await touchSession(deps.db, session.id, now)
  return { actor, token: await signToken(deps, user, session.id, session.expiresAt) }
}

/** The caller's session, in the shape that signing in answers. */
export const readSession = async (deps: Deps, actor: UserActor): Promise<SessionView> => {
  const open = await findOpenSession(deps.db, actor.sessionId)
  if (!open) throw new Refused('unauthenticated')
  return viewOf(deps, open.user, open.session.id, open.session.expiresAt)
}

export const signOut = async (deps: Deps, actor: UserActor): Promise<void> => {
  const now = deps.now()
  await deps.db.batch([
    endSession(deps.db, actor.sessionId, now),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'session.end', entityId: actor.sessionId })),
  ])
}

/** The user behind an actor. Refuses with `not_found`. */
export const requireUser = async (deps: Deps, id: string): Promise<User> => {
  const user = await findUser(deps.db, id)
  if (!user || user.disabledAt !== null) throw new Refused('not_found')
  return user
}
