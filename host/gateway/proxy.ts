import {
  Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  request as startRequest,
} from 'node:http'
import { PassThrough, pipeline } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { answerHeaders } from './headers.ts'

/** workerd closes a connection idle for 5 s; ours must go first, or a request could meet the closing. */
const IDLE_MS = 4_000
/** No answer of the worker may take longer. */
const ANSWER_TIMEOUT_MS = 30_000
const CONNECTIONS = 64
/** Beyond this many unanswered requests the worker is drowning, and more would only make it worse. */
const UNANSWERED_LIMIT = 512

/** So much of an answer is taken from the worker however slowly the client reads: all but photos and exports. */
const ANSWER_AHEAD_BYTES = 512 * 1024

/** The worker gave no answer: it is down, restarting, too slow or drowning. Worth another try soon. */
export class WorkerUnavailable extends Error {
  override name = 'WorkerUnavailable'
}

export type Message = Readonly<{
  method: string
  path: string
  headers: OutgoingHttpHeaders
  body: Buffer
  requestId: string
}>

export type WorkerProxy = Readonly<{
  /**
   * Sends one request and the answer into `response`. Throws `WorkerUnavailable` when there is none; a long answer
   * that breaks off cuts the client's connection, so that it can't look complete.
   */
  forward: (message: Message, response: ServerResponse) => Promise<void>
  stop: () => void
}>

const isShort = ({ headers }: IncomingMessage): boolean =>
  Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= ANSWER_AHEAD_BYTES

/** Throws `WorkerUnavailable` when it breaks off. */
const readWhole = async (answer: IncomingMessage): Promise<Buffer> => {
  try {
    return await buffer(answer)
  } catch (error) {
    throw new WorkerUnavailable('the answer broke off', { cause: error })
  }
}

/** Resolves when the client has it, or is gone. */
const sendWhole = (whole: Buffer, response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    response.once('close', resolve)
    response.end(whole, resolve)
  })

/** The same for what is long, or of unknown length. Cuts the client's connection when the answer breaks off. */
const sendInPieces = (answer: IncomingMessage, response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const ahead = new PassThrough({ highWaterMark: ANSWER_AHEAD_BYTES })
    pipeline(answer, ahead, response, () => resolve())
  })

/** Keep-alive connections to the worker's own socket. Reads are tried twice, because a kept connection may be stale. */
export const createWorkerProxy = (origin: URL): WorkerProxy => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, timeout: IDLE_MS, scheduling: 'lifo' })
  let unanswered = 0

  const ask = (message: Message, signal: AbortSignal): Promise<IncomingMessage> => {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const headers =
      message.body.length > 0
        ? { ...message.headers, 'content-length': message.body.length }
        : message.headers
    const request = startRequest({
      agent,
      host: origin.hostname,
      port: origin.port,
      method: message.method,
      path: message.path,
      headers,
      signal,
      timeout: ANSWER_TIMEOUT_MS,
    })
    request.once('response', resolve)
    request.once('timeout', () => request.destroy(new Error(`no answer within ${ANSWER_TIMEOUT_MS} ms`)))
    request.on('error', (error) => {
      const isStale = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
      if (isStale && !signal.aborted && (message.method === 'GET' || message.method === 'HEAD')) {
        ask(message, signal).then(resolve, reject)
      } else {
        reject(new WorkerUnavailable(error.message, { cause: error }))
      }
    })
    request.end(message.body)
    return promise
  }

  const forward = async (message: Message, response: ServerResponse): Promise<void> => {
    if (unanswered >= UNANSWERED_LIMIT)
      throw new WorkerUnavailable(`${unanswered} requests are waiting already`)
    const abort = new AbortController()
    const giveUp = (): void => {
      if (!response.writableFinished) abort.abort()
    }
    response.once('close', giveUp)
    unanswered++
    try {
      const answer = await ask(message, abort.signal)
      const whole = isShort(answer) ? await readWhole(answer) : undefined
      response.writeHead(answer.statusCode ?? 502, answerHeaders(answer.headers, message.requestId))
      await (whole ? sendWhole(whole, response) : sendInPieces(answer, response))
    } finally {
      unanswered--
      response.off('close', giveUp)
    }
  }

  return { forward, stop: () => agent.destroy() }
}
