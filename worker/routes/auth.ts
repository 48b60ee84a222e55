import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { ChosenPassword, TypedCode, TypedPassword, Username } from '../http/people-schemas.ts'
import { IdParam, line } from '../http/schemas.ts'
import { clearSessionCookie, readKnownBrowser, setKnownBrowser, setSessionCookie } from '../http/session.ts'
import { body, params } from '../http/validate.ts'
import { changeOwnPassword } from '../services/own-password.ts'
import { endOtherSessions, endOwnSession, listSessions } from '../services/own-sessions.ts'
import { iso } from '../services/present.ts'
import { readSession, type SessionView, signOut } from '../services/sessions.ts'
import { setUp } from '../services/setup.ts'
import { signIn } from '../services/sign-in.ts'

const Credentials = z.strictObject({
  username: z.string().min(1).max(64),
  password: TypedPassword,
  code: TypedCode.optional(),
})
const Setup = z.strictObject({
  code: TypedCode,
  username: Username,
  displayName: line(80),
  password: ChosenPassword,
})
const PasswordChange = z.strictObject({ currentPassword: TypedPassword, newPassword: ChosenPassword })

const shown = ({ user, csrfToken, expiresAt }: SessionView) => ({
  user,
  csrfToken,
  expiresAt: iso(expiresAt),
})
const userAgentOf = (c: Context): string => c.req.header('user-agent') ?? ''

export const authRoutes = () =>
  new Hono<AppEnv>()
    .post('/setup', may('setup.create'), body(Setup), async (c) => {
      const session = await setUp(c.var.deps, c.var.actor, userAgentOf(c), c.req.valid('json'))
      setSessionCookie(c, session.token)
      return c.json(shown(session), 201)
    })
    .post('/login', may('session.create'), body(Credentials), async (c) => {
      const session = await signIn(c.var.deps, {
        ...c.req.valid('json'),
        actor: c.var.actor,
        userAgent: userAgentOf(c),
        knownBrowser: readKnownBrowser(c),
      })
      setSessionCookie(c, session.token)
      setKnownBrowser(c, session.browser)
      return c.json(shown(session))
    })
    .get('/session', person('session.read'), async (c) =>
      c.json(shown(await readSession(c.var.deps, c.var.person))),
    )
    .post('/logout', person('session.end'), async (c) => {
      await signOut(c.var.deps, c.var.person)
      clearSessionCookie(c)
      return c.body(null, 204)
    })
    .post('/password', person('password.change'), body(PasswordChange), async (c) => {
      const session = await changeOwnPassword(c.var.deps, c.var.person, userAgentOf(c), c.req.valid('json'))
      setSessionCookie(c, session.token)
      return c.json(shown(session))
    })
    .get('/sessions', person('session.manage'), async (c) => {
      const rows = await listSessions(c.var.deps, c.var.person)
      const items = rows.map((row) => ({
        ...row,
        createdAt: iso(row.createdAt),
        lastSeenAt: iso(row.lastSeenAt),
      }))
      return c.json({ items, nextCursor: null })
    })
    .delete('/sessions', person('session.manage'), async (c) => {
      await endOtherSessions(c.var.deps, c.var.person)
      return c.body(null, 204)
    })
    .delete('/sessions/:id', person('session.manage'), params(IdParam), async (c) => {
      await endOwnSession(c.var.deps, c.var.person, c.req.valid('param').id)
      return c.body(null, 204)
    })
