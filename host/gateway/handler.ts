import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { bodyLimitBytes } from '../protocol.ts'
import { readAuthority, readTarget, type Target } from './address.ts'
import { BodyTooSlow, PayloadTooLarge, readBody } from './body.ts'
import type { ReadClientAddress } from './client-address.ts'
import type { Files } from './files.ts'
import { requestHeaders, SECURITY_HEADERS } from './headers.ts'
import { loggedPath } from './logged-path.ts'
import { METRICS_PATH, type MetricsPage } from './metrics.ts'
import { countOpenRequests, type OpenRequests, TooMuchAtOnce } from './open-requests.ts'
import { CA_PATH, caHeaders } from './plain-http.ts'
import { sendProblem } from './problem.ts'
import { type WorkerProxy, WorkerUnavailable } from './proxy.ts'

/** Served by Miniflare (anybody could fire the cron) and by the worker for the bridge only. */
const HIDDEN = ['/cdn-cgi', '/internal']
/** The API's description: made by the build, so the worker needs no memory for it. */
const DESCRIPTION = new Set(['/api/openapi.json', '/api/docs'])
const API_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** Signing in and cutting the power must be possible whatever the disk says. */
const CHANGES_WHEN_FULL = ['/api/auth', '/api/plugs/all-off']
const STORAGE_FULL = 'Der Speicher ist voll: Gerade lässt sich nichts ändern. Sag der Verwaltung Bescheid.'
const STORAGE_READ_ONLY =
  'Der Datenträger des Rechners ist ausgefallen (schreibgeschützt). Steckdosen schalten mit ihrem eigenen Zähler ab. Sag der Verwaltung Bescheid.'
const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Slower answers are worth a line in the log at the usual level. */
const SLOW_MS = 1_000

export type HandlerDeps = Readonly<{
  worker: WorkerProxy
  files: Files
  readCa: () => string
  metrics: MetricsPage
  isStorageFull: () => boolean
  isStorageReadOnly: () => boolean
  clientAddress: ReadClientAddress
  gatewaySecret: string
  newId: () => string
  log: Logger
}>

/** Answers one request: the worker's API, the portal's files, the CA certificate, or a refusal. */
export const createHandler = (deps: HandlerDeps) => {
  const open = countOpenRequests()
  return (request: IncomingMessage, response: ServerResponse): void => {
    const requestId = deps.newId()
    const startedAt = performance.now()
    const target = readTarget(request.url)
    // Now, while the socket is still there to say so.
    const clientIp = deps.clientAddress(request)
    response.once('close', () => {
      const durationMs = Math.round(performance.now() - startedAt)
      const status = response.headersSent ? response.statusCode : 0
      const isOrdinary = status > 0 && status < 400 && durationMs < SLOW_MS && request.method === 'GET'
      const line = {
        requestId,
        method: request.method,
        path: target && loggedPath(target.pathname),
        status,
        durationMs,
        ip: clientIp,
      }
      deps.log[isOrdinary ? 'debug' : 'info'](line, 'request')
    })
    answer(deps, request, response, { target, requestId, clientIp, open }).catch((error: unknown) => {
      if (error instanceof TooMuchAtOnce) {
        const detail = `The address ${clientIp} waits for too much at once. Please try again in a moment.`
        sendProblem(response, 'too_much_at_once', detail, requestId, { 'retry-after': '1' })
      } else if (error instanceof PayloadTooLarge) {
        const headers = request.httpVersionMajor === 1 ? { connection: 'close' } : undefined
        sendProblem(response, 'payload_too_large', error.message, requestId, headers)
      } else if (error instanceof BodyTooSlow) {
        const headers = request.httpVersionMajor === 1 ? { connection: 'close' } : undefined
        sendProblem(response, 'too_slow', 'The request took too long to arrive.', requestId, headers)
        request.destroy()
      } else if (!response.destroyed) {
        if (error instanceof WorkerUnavailable)
          deps.log.warn({ requestId, reason: error.message }, 'no answer from the worker')
        else deps.log.error({ requestId, err: error }, 'request failed')
        const detail = 'The service is starting again. Please try again in a moment.'
        sendProblem(response, 'internal', detail, requestId, { 'retry-after': '2' })
      }
    })
  }
}

type Asked = Readonly<{
  target: Target | undefined
  requestId: string
  clientIp: string
  open: OpenRequests
}>

const answer = async (
  deps: HandlerDeps,
  request: IncomingMessage,
  response: ServerResponse,
  { target, requestId, clientIp, open }: Asked,
): Promise<void> => {
  const host = readAuthority(request)
  const method = request.method ?? ''
  if (target && host && isApi(target.pathname) && API_METHODS.has(method)) {
    if (deps.isStorageReadOnly()) {
      return sendProblem(response, 'storage_read_only', STORAGE_READ_ONLY, requestId)
    }
    if (deps.isStorageFull() && isRefusedWhenFull(method, target.pathname)) {
      return sendProblem(response, 'storage_full', STORAGE_FULL, requestId)
    }
    const headers = requestHeaders(request.headers, host, {
      gatewaySecret: deps.gatewaySecret,
      clientIp,
      requestId,
    })
    const openRequest = open.begin(clientIp)
    try {
      const body = await readBody(request, bodyLimitBytes(method, target.pathname), openRequest.hold)
      const path = `${target.pathname}${target.search}`
      return await deps.worker.forward({ method, path, headers, body, requestId }, response)
    } finally {
      openRequest.end()
    }
  }
  response.setHeader('x-request-id', requestId)
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
  if (!target || !host) {
    return sendProblem(response, 'bad_request', 'The address or the Host header is malformed.', requestId)
  }
  if (HIDDEN.some((path) => isBelow(target.pathname, path))) {
    return sendProblem(response, 'not_found', 'There is nothing at this address.', requestId)
  }
  if (method !== 'GET' && method !== 'HEAD') {
    return sendProblem(response, 'method_not_allowed', 'Files can only be read.', requestId, {
      allow: 'GET, HEAD',
    })
  }
  if (target.pathname === METRICS_PATH && deps.metrics.allows(clientIp)) {
    const text = await deps.metrics.read()
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4', 'cache-control': 'no-store' })
    response.end(method === 'HEAD' ? undefined : text)
  } else if (target.pathname === CA_PATH) {
    const ca = deps.readCa()
    response.writeHead(200, caHeaders(ca)).end(method === 'HEAD' ? undefined : ca)
  } else if (!deps.files.serve(request, response, target.pathname)) {
    sendProblem(response, 'not_found', 'There is nothing at this address.', requestId)
  }
}

const isApi = (pathname: string): boolean => isBelow(pathname, '/api') && !DESCRIPTION.has(pathname)

const isRefusedWhenFull = (method: string, pathname: string): boolean =>
  !READING_METHODS.has(method) && !CHANGES_WHEN_FULL.some((path) => isBelow(pathname, path))

const isBelow = (pathname: string, folder: string): boolean =>
  pathname === folder || pathname.startsWith(`${folder}/`)
