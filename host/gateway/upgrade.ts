import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { proxyUpgrade } from 'httpxy'
import type { Logger } from 'pino'
import { readAuthority, readTarget } from './address.ts'
import type { ReadClientAddress } from './client-address.ts'
import { requestHeaders } from './headers.ts'
import { type GatewayProblem, problemBody, problemStatus } from './problem.ts'

const LIVE_PATH = '/api/live'
const UPGRADE_TIMEOUT_MS = 10_000

export type UpgradeDeps = Readonly<{
  worker: URL
  gatewaySecret: string
  clientAddress: ReadClientAddress
  newId: () => string
  log: Logger
}>

/** Passes WebSockets of `/api/live` on to the worker with the same header hygiene as requests; refuses all others. */
export const createUpgradeHandler =
  ({ worker, gatewaySecret, clientAddress, newId, log }: UpgradeDeps) =>
  (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const requestId = newId()
    socket.on('error', (error) => log.debug({ requestId, err: error }, 'live connection broke off'))
    const target = readTarget(request.url)
    const host = readAuthority(request)
    if (target?.pathname !== LIVE_PATH || !host || request.headers.upgrade?.toLowerCase() !== 'websocket') {
      refuse(socket, 'not_found', 'There is no WebSocket at this address.', requestId)
      return
    }
    const headers = requestHeaders(request.headers, host, {
      gatewaySecret,
      clientIp: clientAddress(request),
      requestId,
    })
    // The library copies the request's headers, so these must be the cleaned ones.
    request.headers = {}
    for (const [name, value] of Object.entries(headers)) {
      if (typeof value === 'string') request.headers[name] = value
    }
    Object.assign(request.headers, { connection: 'Upgrade', upgrade: 'websocket' })
    request.url = `${target.pathname}${target.search}`
    proxyUpgrade(worker.origin, request, socket, head, {
      xfwd: false,
      upgradeTimeout: UPGRADE_TIMEOUT_MS,
    }).catch((error: unknown) => {
      log.debug({ requestId, err: error }, 'live connection not opened')
      refuse(socket, 'internal', 'The service is starting again. Please try again in a moment.', requestId)
    })
  }

const refuse = (socket: Duplex, code: GatewayProblem, detail: string, requestId: string): void => {
  if (!socket.writable) return
  const body = problemBody(code, detail, requestId)
  socket.end(
    [
      `HTTP/1.1 ${problemStatus(code)} Refused`,
      'Connection: close',
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      '',
      body,
    ].join('\r\n'),
  )
}
