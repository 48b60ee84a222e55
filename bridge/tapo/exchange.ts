import http from 'node:http'

/** Why one HTTP exchange with a plug gave no usable answer. Carries nothing of what was sent. */
export type Mishap =
  | { cause: 'status'; status: number }
  | { cause: 'refused' | 'broken_off' | 'no_route' | 'timeout' | 'too_large' | 'bad_handshake' }

export class ExchangeFailed extends Error {
  readonly mishap: Mishap
  /** `/app/handshake1`, `/app/handshake2`, `/app/request` or `/`. */
  readonly path: string
  constructor(path: string, mishap: Mishap) {
    super(mishap.cause === 'status' ? `${path} answered ${mishap.status}` : `${path}: ${mishap.cause}`)
    this.name = 'ExchangeFailed'
    this.path = path
    this.mishap = mishap
  }
}

export type Post = {
  url: URL
  headers: Record<string, string>
  body: Buffer
  agent: http.Agent
  /** Aborting destroys the socket, so that a late answer reaches nobody. */
  signal: AbortSignal
}
export type Answer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer }

/** No answer of a P110 comes near this; `get_device_info` has about 1 KB. */
const maxAnswerBytes = 64 * 1024

/**
 * One POST, answered whatever its status. No proxy, no redirect, no retry.
 * @throws ExchangeFailed for everything but an answer; an aborted signal's reason as it is
 */
export const post = (request: Post): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const path = request.url.pathname
    const fail = (mishap: Mishap) => reject(new ExchangeFailed(path, mishap))
    const outgoing = http.request(
      request.url,
      {
        method: 'POST',
        agent: request.agent,
        signal: request.signal,
        headers: { ...request.headers, 'content-length': request.body.length },
      },
      (incoming) => {
        const chunks: Buffer[] = []
        let size = 0
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size <= maxAnswerBytes) chunks.push(chunk)
          else {
            fail({ cause: 'too_large' })
            outgoing.destroy()
          }
        })
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        )
        incoming.on('error', (error) => reject(reasonOf(request.signal, error, path)))
      },
    )
    outgoing.on('error', (error) => reject(reasonOf(request.signal, error, path)))
    outgoing.end(request.body)
  })

const reasonOf = (signal: AbortSignal, error: NodeJS.ErrnoException, path: string): unknown => {
  if (signal.aborted) return signal.reason
  return new ExchangeFailed(path, { cause: causeOf(error.code) })
}

const causeOf = (code: string | undefined): 'refused' | 'timeout' | 'no_route' | 'broken_off' => {
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused'
    case 'ETIMEDOUT':
      return 'timeout'
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no_route'
    default:
      return 'broken_off'
  }
}
