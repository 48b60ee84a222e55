import { verify } from '@tsndr/cloudflare-worker-jwt'
import { Hono } from 'hono'
import { WORKER_AUDIENCE } from '../../bridge/protocol.ts'
import { COMMAND_AUDIENCE, ResetAdminRequest } from '../../host/protocol.ts'
import type { AppEnv } from '../http/env.ts'
import { Refused } from '../services/refusal.ts'
import { resetAdmin } from '../services/reset-admin.ts'

/** Refuses with `unauthenticated` who carries no token of this machine's for this audience. */
const requireToken = async (
  authorization: string | undefined,
  { secret, audience }: { secret: string; audience: string },
): Promise<void> => {
  const token = authorization?.match(/^Bearer (\S+)$/)?.[1] ?? ''
  const decoded = await verify(token, secret, 'HS256').catch(() => undefined)
  const payload = decoded?.payload as { aud?: unknown; exp?: unknown } | undefined
  if (payload?.aud !== audience || typeof payload.exp !== 'number') throw new Refused('unauthenticated')
}

/**
 * For the bridge and for commands on this machine, which dial the worker's loopback socket; the gateway answers 404
 * for these paths.
 */
export const internalRoutes = () =>
  new Hono<AppEnv>()
    .post('/reset-admin', async (c) => {
      const { deps } = c.var
      const access = { secret: deps.config.gatewaySecret, audience: COMMAND_AUDIENCE }
      await requireToken(c.req.header('authorization'), access)
      const wish = ResetAdminRequest.safeParse(await c.req.json().catch(() => undefined))
      if (!wish.success) throw new Refused('invalid_input')
      return c.json(await resetAdmin(deps, wish.data.username))
    })
    .get('/plug-events', async (c) => {
      const { deps } = c.var
      const access = { secret: deps.config.bridgeSecret, audience: WORKER_AUDIENCE }
      await requireToken(c.req.header('authorization'), access)
      if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') throw new Refused('upgrade_required')
      // A bridge that has just started owns no plugs: the pass hands it the list.
      deps.nudgePower()
      return deps.live.connectBridge()
    })
