/**
 * A KLAP v2 client written from the byte layout alone (tapo-p110.md §2.1), on raw node:http: it sends what it is
 * told to, right or wrong, so that tests can look at every header and every byte. A new connection for each request,
 * because the plug closes idle ones when a test moves its clock.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { type Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'

const sha = (name: 'sha1' | 'sha256', ...parts: (Buffer | string)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash(name)).digest()

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  rawHeaders: string[]
  body: Buffer
}

/** One HTTP request to the plug. Rejects with the socket's error. */
export function rawRequest(
  address: string,
  path: string,
  options: {
    verb?: string
    body?: Buffer | string
    headers?: Record<string, string>
    agent?: Agent
    withoutLength?: boolean
  } = {},
): Promise<RawAnswer> {
  const length = String(Buffer.byteLength(options.body ?? ''))
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`http://${address}${path}`, {
      method: options.verb ?? 'POST',
      headers: options.withoutLength ? options.headers : { 'Content-Length': length, ...options.headers },
      agent: options.agent ?? false,
    })
    outgoing.once('error', reject)
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.once('error', reject)
      incoming.once('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          rawHeaders: incoming.rawHeaders,
          body: Buffer.concat(chunks),
        }),
      )
    })
    if (options.withoutLength) outgoing.flushHeaders()
    outgoing.end(options.body)
  })
}

const authOf = (username: string, password: string): Buffer =>
  sha('sha256', sha('sha1', username), sha('sha1', password))

/** A plug refused with this HTTP status. */
class Refused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`HTTP ${status}`)
    this.status = status
  }
}

export interface KlapClient {
  cookie: string
  /** The sequence number of the last request. */
  sequence: number
  /** Seals a text for a sequence number. */
  seal(text: string, sequence: number): Buffer
  /** Sends a sealed body as it is. */
  post(body: Buffer, sequence: number): Promise<RawAnswer>
  /** Sends one request with the next number and opens the answer after checking its signature. */
  call(method: string, params?: unknown): Promise<{ result?: Record<string, unknown>; error_code: number }>
  /** As `call`, and expects success. */
  result(method: string, params?: unknown): Promise<Record<string, unknown>>
}

/** Handshake of a client that knows the password. Rejects with `Refused`, or when the plug's proof is wrong. */
export async function connect(
  address: string,
  account: { username: string; password: string },
): Promise<KlapClient> {
  const auth = authOf(account.username, account.password)
  const local = randomBytes(16)
  const first = await rawRequest(address, '/app/handshake1', { body: local })
  if (first.status !== 200) throw new Refused(first.status)
  const remote = first.body.subarray(0, 16)
  if (!first.body.subarray(16).equals(sha('sha256', local, remote, auth))) throw new Error('wrong password')
  const cookie = (first.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
  const proof = sha('sha256', remote, local, auth)
  const second = await rawRequest(address, '/app/handshake2', { body: proof, headers: { cookie } })
  if (second.status !== 200) throw new Refused(second.status)

  const key = sha('sha256', 'lsk', local, remote, auth).subarray(0, 16)
  const iv = sha('sha256', 'iv', local, remote, auth)
  const signature = sha('sha256', 'ldk', local, remote, auth).subarray(0, 28)
  const numbered = (sequence: number): Buffer => {
    const bytes = Buffer.alloc(4)
    bytes.writeInt32BE(sequence)
    return bytes
  }
  const ivOf = (sequence: number): Buffer => Buffer.concat([iv.subarray(0, 12), numbered(sequence)])
  const client: KlapClient = {
    cookie,
    sequence: iv.readInt32BE(28),
    seal(text, sequence) {
      const cipher = createCipheriv('aes-128-cbc', key, ivOf(sequence))
      const sealed = Buffer.concat([cipher.update(text), cipher.final()])
      return Buffer.concat([sha('sha256', signature, numbered(sequence), sealed), sealed])
    },
    post: (body, sequence) =>
      rawRequest(address, `/app/request?seq=${sequence}`, {
        body,
        headers: { cookie: client.cookie },
      }),
    async call(method, params) {
      client.sequence += 1
      const sequence = client.sequence
      const answer = await client.post(client.seal(JSON.stringify({ method, params }), sequence), sequence)
      if (answer.status !== 200) throw new Refused(answer.status)
      const sealed = answer.body.subarray(32)
      if (!answer.body.subarray(0, 32).equals(sha('sha256', signature, numbered(sequence), sealed)))
        throw new Error('wrong signature')
      const decipher = createDecipheriv('aes-128-cbc', key, ivOf(sequence))
      return JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString())
    },
    async result(method, params) {
      const answer = await client.call(method, params)
      if (answer.error_code !== 0) throw new Error(`${method}: error_code ${answer.error_code}`)
      return answer.result ?? {}
    },
  }
  return client
}
