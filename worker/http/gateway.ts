import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import { isSameSecret } from '../services/digest.ts'
import { Refused } from '../services/refusal.ts'
import type { AppEnv } from './env.ts'

/** Headers only the gateway may set; it removes them from what clients send. */
export const GATEWAY_HEADER = 'x-myp-gateway'
export const CLIENT_ADDRESS_HEADER = 'x-myp-client-ip'
export const REQUEST_ID_HEADER = 'x-myp-request-id'

/** A request id is ours or short and harmless, so that it can't forge a log line. */
const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/

/** Puts the request's frame into the context: dependencies, request id, language, nobody as actor. */
export const frame =
  (deps: Deps): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const given = c.req.header(REQUEST_ID_HEADER)
    const requestId = given && REQUEST_ID.test(given) ? given : deps.newId()
    c.set('deps', { ...deps, bridge: deps.bridge.under(requestId) })
    c.set('requestId', requestId)
    c.set('language', /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'de')
    c.set('actor', {
      kind: 'nobody',
      via: { address: c.req.header(CLIENT_ADDRESS_HEADER) ?? 'unknown', requestId },
    })
    await next()
    // A switch to WebSocket has no headers of ours, and a copied answer would lose its socket.
    if (c.res.status === 101) return
    c.header('cache-control', c.res.headers.get('cache-control') ?? 'no-store')
    c.header('x-content-type-options', 'nosniff')
  }

/** A browser that escapes the kiosk can reach this socket, but not through the gateway: 403. */
export const onlyGateway = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  const { config } = c.var.deps
  if (!isSameSecret(c.req.header(GATEWAY_HEADER) ?? '', config.gatewaySecret)) throw new Refused('forbidden')
  await next()
}
