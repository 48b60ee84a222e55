import { sign, verify } from '@tsndr/cloudflare-worker-jwt'
import * as z from 'zod'
import { insertAudit } from '../db/audit-events.ts'
import { endSession, findOpenSession, insertSession, touchSession } from '../db/sessions.ts'
import { findUser, isActive, type User } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import { type Caller, ROLES, type UserActor, type Via } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { hexHmac } from './digest.ts'
import { Refused } from './refusal.ts'

export const INACTIVITY_MS = 30 * 60_000
export const ABSOLUTE_MS = 12 * 3_600_000
/** A read trusts a token this young without asking the database. */
export const TRUST_MS = 60_000

const Claims = z.object({
  sub: z.string(),
  sid: z.string(),
  role: z.enum(ROLES),
  /** Must change password: signed in with one that others know. */
  mcp: z.literal(true).optional(),
  iat: z.number().int(),
  exp: z.number().int(),
})

export type SessionUser = Pick<User, 'id' | 'username' | 'displayName' | 'role' | 'mustChangePassword'> & {
  hasSecondFactor: boolean
}
export type SessionView = { user: SessionUser; csrfToken: string; expiresAt: number }
export type SessionStart = SessionView & { token: string }

const seconds = (ms: number): number => Math.floor(ms / 1000)

const signToken = (deps: Deps, user: User, sid: string, endsAt: number): Promise<string> => {
  const now = deps.now()
  const exp = Math.min(seconds(now + INACTIVITY_MS), seconds(endsAt))
  const claims = { sub: user.id, sid, role: user.role, iat: seconds(now), exp }
  const limited = user.mustChangePassword ? { ...claims, mcp: true } : claims
  return sign(limited, deps.config.sessionSecret, 'HS256')
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
    hasSecondFactor: user.totpEnabledAt !== null,
  },
  csrfToken: await csrfTokenOf(deps, sid),
  expiresAt: Math.min(deps.now() + INACTIVITY_MS, endsAt),
})

/** A new session: the statements that open it, and what to tell the browser once they have run. */
export const newSession = async (deps: Deps, user: User, via: Via, userAgent: string) => {
  const now = deps.now()
  const sid = deps.newId()
  const expiresAt = now + ABSOLUTE_MS
  const actor: UserActor = { kind: 'user', id: user.id, role: user.role, sessionId: sid, via }
  const start: SessionStart = {
    ...(await viewOf(deps, user, sid, expiresAt)),
    token: await signToken(deps, user, sid, expiresAt),
  }
  const row = {
    id: sid,
    userId: user.id,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
    endedAt: null,
    address: via.address,
    userAgent: userAgent.slice(0, 200),
  }
  const statements = [
    insertSession(deps.db, row),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'session.start', entityId: sid })),
  ] as const
  return { sid, start, statements }
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

const personOf = (
  user: { id: string; role: User['role']; mustChangePassword: boolean },
  sessionId: string,
  via: Via,
): UserActor => ({
  kind: 'user',
  id: user.id,
  role: user.role,
  sessionId,
  via,
  ...(user.mustChangePassword ? { mustChangePassword: true } : {}),
})

/**
 * Who sent this token. Unless the session `mustBeOpen`, as for every write, a read trusts a token younger than a
 * minute; older ones check the session row, which slides the half hour of inactivity: `token` is then the one to go
 * on with.
 */
export const authenticate = async (
  deps: Deps,
  via: Via,
  token: string,
  mustBeOpen: boolean,
): Promise<{ actor: Caller; token?: string }> => {
  const nobody: Caller = { kind: 'nobody', via }
  const claims = await readClaims(deps, token)
  if (!claims) return { actor: nobody }

  const now = deps.now()
  const isYoung = now - claims.iat * 1000 < TRUST_MS
  if (isYoung && !mustBeOpen) {
    const user = { id: claims.sub, role: claims.role, mustChangePassword: claims.mcp === true }
    return { actor: personOf(user, claims.sid, via) }
  }

  const open = await findOpenSession(deps.db, claims.sid)
  if (!open || open.session.expiresAt <= now || open.session.lastSeenAt + INACTIVITY_MS <= now)
    return { actor: nobody }
  const { session, user } = open
  if (!isActive(user, now)) return { actor: nobody }
  const actor = personOf(user, session.id, via)
  if (isYoung) return { actor }
  await touchSession(deps.db, session.id, now)
  return { actor, token: await signToken(deps, user, session.id, session.expiresAt) }
}

/** Live connections of sessions or people end with them; who may come back does so by themselves. */
export const dismiss = (deps: Deps, ids: string[]): void => {
  for (const id of ids) deps.inBackground(deps.live.dismiss(id))
}

/** The caller's session, in the shape that signing in answers. */
export const readSession = async (deps: Deps, actor: UserActor): Promise<SessionView> => {
  const open = await findOpenSession(deps.db, actor.sessionId)
  if (!open || !isActive(open.user, deps.now())) throw new Refused('unauthenticated')
  return viewOf(deps, open.user, open.session.id, open.session.expiresAt)
}

export const signOut = async (deps: Deps, actor: UserActor): Promise<void> => {
  const now = deps.now()
  await deps.db.batch([
    endSession(deps.db, actor.sessionId, now),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'session.end', entityId: actor.sessionId })),
  ])
  dismiss(deps, [actor.sessionId])
}

/** The person behind an id who may use the workshop now. Refuses with `not_found`. */
export const requireUser = async (deps: Deps, id: string): Promise<User> => {
  const user = await findUser(deps.db, id)
  if (!user || !isActive(user, deps.now())) throw new Refused('not_found')
  return user
}
