import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { clearSessionCookie, setSessionCookie } from '../http/session.ts'
import { body } from '../http/validate.ts'
import { iso } from '../services/present.ts'
import { readSession, type SessionView, signIn, signOut } from '../services/sessions.ts'

const Credentials = z.strictObject({
  username: z.string().min(1).max(64),
  password: z.string().min(1).max(1024),
})

const shown = ({ user, csrfToken, expiresAt }: SessionView) => ({
  user,
  csrfToken,
  expiresAt: iso(expiresAt),
})

export const authRoutes = () =>
  new Hono<AppEnv>()
    .post('/login', may('session.create'), body(Credentials), async (c) => {
      const { deps, actor, requestId } = c.var
      const address = 'via' in actor ? actor.via.address : 'unknown'
      const userAgent = c.req.header('user-agent') ?? ''
      const session = await signIn(deps, { address, requestId, userAgent }, c.req.valid('json'))
      setSessionCookie(c, session.token)
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
