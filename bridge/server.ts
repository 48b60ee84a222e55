import { randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type * as z from 'zod'
import { type Clock, withDeadline } from './clock.ts'
import { problemOf, Refusal } from './problem.ts'
import { type BridgeProblem, REQUEST_ID_HEADER } from './protocol.ts'
import { createRoutes, findRoute, type Reply, type RouteDeps, type Routes } from './routes.ts'
import { isFromWorker } from './token.ts'

export type ServerOptions = RouteDeps & {
  host: string
  /** 0: any free port. */
  port: number
  secret: string
  log: Logger
  clock: Clock
}
export type Server = { port: number; close: () => Promise<void> }

const maxBodyBytes = 64 * 1024
/** Above the longest answer, a self-test. */
const answerTimeoutMs = 30_000

/** Serves the protocol of `protocol.ts` until closed. @throws the system's error when the port is taken */
export const startServer = async (options: ServerOptions): Promise<Server> => {
  const routes = createRoutes(options)
  const server = http.createServer({ requestTimeout: 10_000 }, (incoming, outgoing) => {
    void answer(options, routes, incoming).then((reply) => send(outgoing, reply))
  })
  server.maxConnections = 256
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(options.port, options.host, resolve)
  await listening
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Short and harmless, so that it can't forge a log line. */
const requestIdPattern = /^[A-Za-z0-9-]{8,64}$/
const requestIdOf = (incoming: http.IncomingMessage): string => {
  const given = String(incoming.headers[REQUEST_ID_HEADER] ?? '')
  return requestIdPattern.test(given) ? given : randomUUID()
}

type Sent = { status: number; type: string; text: string }

const answer = async (
  options: ServerOptions,
  routes: Routes,
  incoming: http.IncomingMessage,
): Promise<Sent> => {
  const method = incoming.method ?? 'GET'
  const path = (incoming.url ?? '/').split('?')[0] ?? '/'
  const call = { requestId: requestIdOf(incoming), method, path }
  const startedAt = options.clock.now()
  const logged = (sent: Sent): Sent => {
    const line = { ...call, status: sent.status, durationMs: options.clock.now() - startedAt }
    // The worker reads every few seconds; what it tells the bridge to do is worth a line.
    options.log[method === 'GET' && sent.status < 400 ? 'debug' : 'info'](line, 'call')
    return sent
  }
  try {
    const reply = await withDeadline(
      options.clock,
      answerTimeoutMs,
      undefined,
      (signal) => replyTo(options, routes, incoming, method, path, signal),
      () => new Refusal('internal', 'no answer in time'),
    )
    return logged(asSent(reply))
  } catch (error) {
    const told = problemOf(error, options.clock.now())
    if (told.code === 'internal') options.log.error({ ...call, reason: String(error) }, 'a call failed')
    return logged(asProblem(told))
  }
}

const replyTo = async (
  options: ServerOptions,
  routes: Routes,
  incoming: http.IncomingMessage,
  method: string,
  path: string,
  signal: AbortSignal,
): Promise<Reply> => {
  const found = findRoute(routes, method, path)
  const isOpen = found?.route.open === true && isLoopback(incoming.socket.remoteAddress)
  if (!isOpen && !(await isFromWorker(incoming.headers.authorization, options.secret, options.clock)))
    throw new Refusal('unauthenticated', 'expected a bearer token of the worker')
  if (!found) throw new Refusal('not_found', 'there is nothing at this path')
  const body = <T>(schema: z.ZodType<T>) => parseBody(incoming, schema)
  return found.route.answer({ method, path, body, signal }, found.plugId)
}

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address)

/** Stops reading, but keeps the connection for the answer, when the body is too large. */
const readBody = (incoming: http.IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBodyBytes) chunks.push(chunk)
      else {
        incoming.pause()
        reject(new Refusal('payload_too_large', `at most ${maxBodyBytes} bytes`))
      }
    })
    incoming.on('end', () => resolve(Buffer.concat(chunks)))
    incoming.on('error', () => reject(new Refusal('invalid_input', 'the body broke off')))
  })

const parseBody = async <T>(incoming: http.IncomingMessage, schema: z.ZodType<T>): Promise<T> => {
  const bytes = await readBody(incoming)
  let json: unknown
  try {
    json = JSON.parse(bytes.toString())
  } catch {
    throw new Refusal('invalid_input', 'the body is no JSON')
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  throw new Refusal('invalid_input', `${first?.path.join('.') || 'body'}: ${first?.message ?? 'wrong'}`)
}

const asSent = (reply: Reply): Sent =>
  'json' in reply
    ? { status: 200, type: 'application/json', text: JSON.stringify(reply.json) }
    : { status: 200, type: 'text/plain; version=0.0.4', text: reply.text }

const asProblem = (told: BridgeProblem): Sent => ({
  status: told.status,
  type: 'application/problem+json',
  text: JSON.stringify(told),
})

const send = (outgoing: http.ServerResponse, { status, type, text }: Sent): void => {
  // A body that was refused half-read would be taken for the next request.
  const connection = status === 413 ? { connection: 'close' } : {}
  outgoing.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    ...connection,
  })
  outgoing.end(text)
}
