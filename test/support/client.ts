import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'

export type Answer<T = any> = { status: number; body: T; headers: Headers }
export type Client = ReturnType<typeof createClient>

type Options = { url: URL; gatewaySecret: string; headers?: Record<string, string> }

/** A browser's side of the API, as the gateway passes it on: keeps its cookie and CSRF token. */
export const createClient = ({ url, gatewaySecret, headers: always = {} }: Options) => {
  const jar = new Map<string, string>()
  const cookie = () => (jar.size > 0 ? [...jar].map((pair) => pair.join('=')).join('; ') : undefined)
  let csrfToken: string | undefined

  const usual = (): Record<string, string> => ({
    'x-myp-gateway': gatewaySecret,
    'x-myp-client-ip': '192.0.2.10',
    'accept-language': 'de',
    ...(jar.size > 0 ? { cookie: cookie() ?? '' } : {}),
    ...(csrfToken ? { 'x-csrf-token': csrfToken } : {}),
    ...always,
  })

  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const payload = typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body)
    const answer = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        // A line kept open may be closed by the other side just when it is used again.
        connection: 'close',
        ...usual(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: payload }),
    })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    // Byte by byte, where it is no text.
    const isPicture = answer.headers.get('content-type')?.startsWith('image/')
    const text = isPicture ? Buffer.from(await answer.arrayBuffer()).toString('latin1') : await answer.text()
    const isJson = /json/.test(answer.headers.get('content-type') ?? '')
    return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers }
  }

  /**
   * Says how long a body would be and sends none of it. What is refused by its length is refused unread; who had
   * begun to send it might find the line closed before the answer.
   */
  const announce = async (method: string, path: string, bytes: number, type: string) => {
    const asked = request(new URL(path, url), {
      method,
      headers: { ...usual(), 'content-type': type, 'content-length': bytes },
    })
    asked.flushHeaders()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    const body = (await json(answer)) as { code: string }
    asked.destroy()
    return { status: answer.statusCode, body }
  }

  return {
    send,
    announce,
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    post: (path: string, body: unknown = {}, headers?: Record<string, string>) =>
      send('POST', path, body, headers),
    patch: (path: string, body: unknown, headers?: Record<string, string>) =>
      send('PATCH', path, body, headers),
    put: (path: string, body: unknown, headers?: Record<string, string>) => send('PUT', path, body, headers),
    sendBytes: (method: string, path: string, bytes: Uint8Array<ArrayBuffer>, type: string) =>
      send(method, path, new Blob([bytes]), { 'content-type': type }),
    delete: (path: string, headers?: Record<string, string>) => send('DELETE', path, undefined, headers),
    signIn: async (username: string, password: string): Promise<Answer> => {
      const answer = await send('POST', '/api/auth/login', { username, password })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      csrfToken = answer.body.csrfToken
      return answer
    },
    cookie,
    /** What a browser would send with each request, for what sends its own. */
    headers: (): Record<string, string> => ({
      ...(jar.size > 0 ? { cookie: cookie() ?? '' } : {}),
      ...(csrfToken ? { 'x-csrf-token': csrfToken } : {}),
    }),
    /** The token of a session that began otherwise than by the form, for the writes to come. */
    useCsrfToken: (token: string | undefined) => {
      csrfToken = token
    },
  }
}
