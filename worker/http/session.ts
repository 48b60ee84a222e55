import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isSameSecret } from '../services/digest.ts'
import { identifyDevice } from '../services/kiosk-device.ts'
import { KNOWN_BROWSER_DAYS } from '../services/known-browsers.ts'
import { Refused } from '../services/refusal.ts'
import { ABSOLUTE_MS, authenticate, csrfTokenOf } from '../services/sessions.ts'
import type { AppEnv } from './env.ts'

const COOKIE = '__Host-myp_session'
const FLAGS = { path: '/', httpOnly: true, secure: true, sameSite: 'Strict' } as const

/** GET, HEAD and OPTIONS promise to change nothing (RFC 9110, 9.2.1). */
export const isWrite = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)

export const setSessionCookie = (c: Context, token: string): void =>
  setCookie(c, COOKIE, token, { ...FLAGS, maxAge: ABSOLUTE_MS / 1000 })

export const clearSessionCookie = (c: Context): void => setCookie(c, COOKIE, '', { ...FLAGS, maxAge: 0 })

/** Tells a browser that somebody has signed in with before from all others; opens nothing. */
const KNOWN_BROWSER_COOKIE = '__Host-myp_browser'
export const readKnownBrowser = (c: Context): string | undefined => getCookie(c, KNOWN_BROWSER_COOKIE)
export const setKnownBrowser = (c: Context, token: string): void =>
  setCookie(c, KNOWN_BROWSER_COOKIE, token, { ...FLAGS, maxAge: KNOWN_BROWSER_DAYS * 86_400 })

/** A kiosk's own token: as long as browsers keep a cookie (RFC 6265bis: 400 days), renewed at each start. */
const KIOSK_COOKIE = '__Host-myp_kiosk'
const KIOSK_DAYS = 400
export const readKioskCookie = (c: Context): string | undefined => getCookie(c, KIOSK_COOKIE)
export const setKioskCookie = (c: Context, token: string): void =>
  setCookie(c, KIOSK_COOKIE, token, { ...FLAGS, maxAge: KIOSK_DAYS * 86_400 })

/** Who stands at the kiosk; worth nothing without the kiosk's own cookie. Gone when the browser ends. */
const VISIT_COOKIE = '__Host-myp_visit'
export const setVisitCookie = (c: Context, visitId: string): void =>
  setCookie(c, VISIT_COOKIE, visitId, FLAGS)
export const clearVisitCookie = (c: Context): void => setCookie(c, VISIT_COOKIE, '', { ...FLAGS, maxAge: 0 })

/**
 * Reads that a token replayed after signing out must not get: a connection that would stay open, and everything
 * about a person at once.
 */
const isLasting = (path: string): boolean => path === '/api/live' || path.endsWith('/export')

/**
 * Names the actor. On an enrolled device that is the kiosk or who has signed in at it, whatever session the
 * browser may hold besides; elsewhere a person by the session cookie, else nobody.
 */
export const identify = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  const { deps, actor } = c.var
  if (actor.kind !== 'nobody') throw new Error('identified twice')
  const isWriting = isWrite(c.req.method)
  const kioskToken = readKioskCookie(c)
  const device =
    kioskToken === undefined
      ? undefined
      : await identifyDevice(deps, actor.via, {
          token: kioskToken,
          visitId: getCookie(c, VISIT_COOKIE),
          isWrite: isWriting,
        })
  const token = getCookie(c, COOKIE)
  if (device) {
    c.set('actor', device)
  } else if (token) {
    const known = await authenticate(deps, actor.via, token, isWriting || isLasting(c.req.path))
    c.set('actor', known.actor)
    if (known.token) setSessionCookie(c, known.token)
  }
  await next()
}

const isForeign = (c: Context<AppEnv>): boolean => {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const origin = c.req.header('origin')
  return origin !== undefined && URL.parse(origin)?.host !== c.req.header('host')
}

/** Refuses what a page of another site sends with our cookie. */
export const refuseForeign = (c: Context<AppEnv>): void => {
  if (isForeign(c)) throw new Refused('csrf_failed')
}

/** What does not act for the session it comes in. */
const SESSIONLESS = ['/api/auth/login', '/api/kiosk/enrol']

/**
 * A write must come from our own pages, and within a session carry the token bound to it.
 * Signing in has no session yet, so the origin is all there is to check.
 */
export const refuseForgery = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  if (isWrite(c.req.method)) {
    refuseForeign(c)
    const { deps, actor } = c.var
    if (actor.kind === 'user' && !SESSIONLESS.includes(c.req.path)) {
      const expected = await csrfTokenOf(deps, actor.sessionId)
      if (!isSameSecret(c.req.header('x-csrf-token') ?? '', expected)) throw new Refused('csrf_failed')
    }
  }
  await next()
}
