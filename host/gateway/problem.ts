import type { ServerResponse } from 'node:http'

/** Refusals of the gateway itself; everything else is the worker's to say. */
export const PROBLEMS = {
  bad_request: { status: 400, title: 'Bad request' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  too_slow: { status: 408, title: 'Request timeout' },
  payload_too_large: { status: 413, title: 'Payload too large' },
  too_much_at_once: { status: 429, title: 'Too many requests' },
  /** The host's disk: `host/storage-guard.ts`. */
  storage_full: { status: 507, title: 'Insufficient storage' },
  storage_read_only: { status: 507, title: 'Storage is read-only' },
  /** The worker is down, restarting, or too slow. */
  internal: { status: 503, title: 'Service unavailable' },
} as const

export type GatewayProblem = keyof typeof PROBLEMS

/** The problem's JSON text (RFC 9457, with the fields of architecture §9). */
export const problemBody = (code: GatewayProblem, detail: string, requestId: string): string =>
  JSON.stringify({ type: 'about:blank', ...PROBLEMS[code], code, detail, requestId })

export const problemStatus = (code: GatewayProblem): number => PROBLEMS[code].status

/** Answers with a problem, unless an answer has begun: then the connection can only be cut. */
export const sendProblem = (
  response: ServerResponse,
  code: GatewayProblem,
  detail: string,
  requestId: string,
  headers: Record<string, string> = {},
): void => {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = problemBody(code, detail, requestId)
  response.writeHead(PROBLEMS[code].status, {
    ...headers,
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  response.end(body)
}
