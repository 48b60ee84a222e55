import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'

/** They belong to one connection, not to the message (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Only the gateway says who the client is; Miniflare and many frameworks believe these from anybody. */
const SPOOFED = new Set(['forwarded', 'x-real-ip', 'true-client-ip'])
const SPOOFED_PREFIXES = ['cf-', 'mf-', 'x-myp-', 'x-forwarded-']

export type GatewayFacts = Readonly<{ gatewaySecret: string; clientIp: string; requestId: string }>

/**
 * The headers that go to the worker: the client's without those that are hop-by-hop, of HTTP/2's own kind
 * or a claim only the gateway may make, and the gateway's own. `host` stays what the client asked for.
 */
export const requestHeaders = (
  client: IncomingHttpHeaders,
  host: string,
  facts: GatewayFacts,
): OutgoingHttpHeaders => {
  const headers = withoutHopByHop(client)
  for (const name of Object.keys(headers)) {
    if (name.startsWith(':') || isSpoofed(name)) delete headers[name]
  }
  // The body is forwarded whole, so its length is set where it is known.
  delete headers['content-length']
  headers.host = host
  headers['x-myp-gateway'] = facts.gatewaySecret
  headers['x-myp-client-ip'] = facts.clientIp
  headers['x-myp-request-id'] = facts.requestId
  return headers
}

/** What goes back to the client; names of hop-by-hop headers are illegal in HTTP/2. */
export const answerHeaders = (worker: IncomingHttpHeaders, requestId: string): OutgoingHttpHeaders => ({
  ...SECURITY_HEADERS,
  ...withoutHopByHop(worker),
  'x-request-id': requestId,
})

const withoutHopByHop = (headers: IncomingHttpHeaders): OutgoingHttpHeaders => {
  const named = (headers.connection ?? '').toLowerCase().split(',')
  const dropped = new Set(named.map((name) => name.trim()))
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !dropped.has(name)),
  )
}

const isSpoofed = (name: string): boolean =>
  SPOOFED.has(name) || SPOOFED_PREFIXES.some((prefix) => name.startsWith(prefix))

/** On every answer; the worker may set its own value for any of them. */
export const SECURITY_HEADERS = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // Data is not a page: opened by itself, nothing in it runs, loads or can be framed.
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const

/** On the portal's files, besides `SECURITY_HEADERS`. */
export const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const
