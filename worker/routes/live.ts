import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { refuseForeign } from '../http/session.ts'
import { Refused } from '../services/refusal.ts'

/** "Something changed" for browsers and kiosks, by WebSocket. */
export const liveRoutes = () =>
  new Hono<AppEnv>().get('/', may('board.read'), async (c) => {
    // A page of another site may open a WebSocket to us with our cookie: the origin tells (RFC 6455, 10.2).
    refuseForeign(c)
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') throw new Refused('upgrade_required')
    const { deps, actor } = c.var
    if (actor.kind === 'user') return deps.live.connectBrowser(actor.kioskId ?? actor.sessionId, actor.id)
    if (actor.kind === 'kiosk') return deps.live.connectBrowser(actor.id)
    throw new Refused('forbidden')
  })
