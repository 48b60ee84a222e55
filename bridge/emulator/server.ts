/** The plug's TCP port: HTTP as `SHIP 2.0` speaks it, idle sockets closed by the clock, faults on the wire. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Clock } from './clock.ts'
import type { Fault } from './faults.ts'
import { MAX_BODY_BYTES, PAGE, type PlugAnswer, type PlugFront, prepare } from './front.ts'
import type { RequestLog } from './request-log.ts'

/** A P110 drops sockets that were idle for one to two minutes. */
const IDLE_CLOSE_MS = 90_000
/** A plug has few sockets; further connections are closed at once. */
const MAX_CONNECTIONS = 32

export interface PlugPort {
  /** Starts listening; resolves with the port's number. Rejects with the system's error, e.g. EADDRINUSE. */
  open(): Promise<number>
  /** Stops listening and resets every connection: a client sees ECONNREFUSED. */
  close(): Promise<void>
  readonly isOpen: boolean
  /** Connections open now. */
  readonly sockets: number
}

export function createPlugPort(options: {
  host: string
  port: number
  front: PlugFront
  clock: Clock
  log: RequestLog
  /** How long the plug takes to answer anything; a real one takes 20 to 200 ms. */
  latencyMs: number
}): PlugPort {
  const { clock, front, log } = options
  // Each socket with the function that cancels its idle close.
  const sockets = new Map<Socket, () => void>()
  // After the first start the port stays the same, as a plug that was dark comes back on its own.
  let port = options.port

  const watchIdle = (socket: Socket): void => {
    if (!sockets.has(socket)) return
    sockets.get(socket)?.()
    sockets.set(
      socket,
      clock.wake(clock.now() + IDLE_CLOSE_MS, () => socket.destroy()),
    )
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request)
    const refusal = refuseForm(request, body)
    if (refusal) return send(response, refusal)
    const now = clock.now()
    const url = new URL(request.url ?? '/', 'http://plug')
    const prepared = prepare(
      front,
      {
        verb: request.method ?? '',
        path: url.pathname,
        sequence: url.searchParams.get('seq') ?? undefined,
        cookie: request.headers.cookie,
        body: body ?? Buffer.alloc(0),
      },
      now,
    )
    const fault = prepared.stage && front.faults.strike(prepared.stage, prepared.methods)
    const entry = log.begin({ at: now, path: url.pathname, methods: prepared.methods, fault: fault?.kind })
    response.once('close', entry.end)
    if (options.latencyMs > 0) await wait(options.latencyMs)
    await deliver(response, fault, () => {
      const answer = prepared.carryOut()
      entry.status(answer.status)
      return answer
    })
  }

  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.wake(clock.now() + ms, resolve)
    })

  const deliver = async (
    response: ServerResponse,
    fault: Fault | undefined,
    carryOut: () => PlugAnswer,
  ): Promise<void> => {
    switch (fault?.kind) {
      case 'hang':
        if (fault.afterEffect) carryOut()
        return
      case 'slow': {
        const answer = carryOut()
        await wait(fault.delayMs)
        return send(response, answer)
      }
      case 'reset':
        return sendHalf(response, carryOut())
      case 'reset_early':
        response.socket?.resetAndDestroy()
        return
      case 'forbidden':
        return send(response, { status: 403, body: Buffer.alloc(0) })
      case 'rate_limit':
        return send(response, { status: 429, body: Buffer.alloc(0) })
      case 'garbage':
        return send(response, { ...carryOut(), status: 200, body: Buffer.alloc(64, 0xa5) })
      case 'bad_signature': {
        const answer = carryOut()
        answer.body.fill(0, 0, 32)
        return send(response, answer)
      }
      case 'html':
        return send(response, { status: 200, body: Buffer.from(PAGE) })
      default:
        send(response, carryOut())
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A client that went away in the middle is the client's affair; anything else is a fault of ours.
      if (!request.destroyed || !(error instanceof Error && 'code' in error)) server.emit('error', error)
    })
    response.once('finish', () => watchIdle(request.socket))
  })
  server.keepAliveTimeout = 0
  server.maxConnections = MAX_CONNECTIONS
  server.on('connection', (socket) => {
    sockets.set(socket, () => undefined)
    watchIdle(socket)
    socket.once('close', () => {
      sockets.get(socket)?.()
      sockets.delete(socket)
    })
  })

  return {
    async open() {
      server.listen(port, options.host)
      await once(server, 'listening')
      port = (server.address() as AddressInfo).port
      return port
    },
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets.keys()) socket.resetAndDestroy()
      await closed
    },
    get isOpen() {
      return server.listening
    },
    get sockets() {
      return sockets.size
    },
  }
}

/** The body, or `undefined` as soon as it is longer than the plug can hold. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= MAX_BODY_BYTES) chunks.push(chunk)
  }
  return length <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined
}

/** Requests the plug's small server stumbles over before it looks at them. */
function refuseForm(request: IncomingMessage, body: Buffer | undefined): PlugAnswer | undefined {
  if (request.method === 'POST' && request.headers['content-length'] === undefined)
    return { status: 500, body: Buffer.alloc(0) }
  if (body === undefined) return { status: 400, body: Buffer.alloc(0) }
  // A header with an empty value makes it answer its page instead.
  if (request.rawHeaders.some((text, index) => index % 2 === 1 && text === ''))
    return { status: 200, body: Buffer.from(PAGE) }
  return undefined
}

function writeHead(response: ServerResponse, answer: PlugAnswer): void {
  response.sendDate = false
  response.removeHeader('Connection')
  response.setHeader('Server', 'SHIP 2.0')
  response.setHeader('Content-Type', 'text/html')
  response.setHeader('Content-Length', answer.body.length)
  if (answer.cookie !== undefined) response.setHeader('Set-Cookie', answer.cookie)
  response.writeHead(answer.status)
}

function send(response: ServerResponse, answer: PlugAnswer): void {
  if (response.destroyed) return
  writeHead(response, answer)
  response.end(answer.body)
}

function sendHalf(response: ServerResponse, answer: PlugAnswer): void {
  writeHead(response, answer)
  response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () =>
    response.socket?.resetAndDestroy(),
  )
}
