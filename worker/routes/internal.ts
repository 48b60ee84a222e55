import { verify } from '@tsndr/cloudflare-worker-jwt'
import { Hono } from 'hono'
import { WORKER_AUDIENCE } from '../../bridge/protocol.ts'
import type { AppEnv } from '../http/env.ts'
import { Refused } from '../services/refusal.ts'

/** For the bridge, which dials the worker's loopback socket; the gateway answers 404 for these paths. */
export const internalRoutes = () =>
  new Hono<AppEnv>().get('/plug-events', async (c) => {
    const { deps } = c.var
    const token = c.req.header('authorization')?.match(/^Bearer (\S+)$/)?.[1] ?? ''
    const decoded = await verify(token, deps.config.bridgeSecret, 'HS256').catch(() => undefined)
    const payload = decoded?.payload as { aud?: unknown; exp?: unknown } | undefined
    if (payload?.aud !== WORKER_AUDIENCE || typeof payload.exp !== 'number')
      throw new Refused('unauthenticated')
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') throw new Refused('upgrade_required')
    // A bridge that has just started owns no plugs: the pass hands it the list.
    deps.nudgePower()
    return deps.live.connectBridge()
  })
