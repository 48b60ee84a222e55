/** What the plug's web server makes of a request: checks, paths and status codes of tapo-p110.md §2.2. No sockets. */
import { advance } from './advance.ts'
import type { Device } from './device.ts'
import type { Faults, Stage } from './faults.ts'
import { SEED_BYTES, seal, unseal } from './klap.ts'
import { ErrorCode } from './methods/method.ts'
import { answerCall, methodsIn } from './methods/table.ts'
import { SESSION_SECONDS, type SessionTable } from './session-table.ts'

export const PAGE = '<html><body><center>200 OK</center></body></html>'

/** Greater bodies are answered 400 [inferred]; a P110 has a few kilobytes to spare. */
export const MAX_BODY_BYTES = 4_096

export interface PlugRequest {
  verb: string
  path: string
  /** The query's `seq`, as sent. */
  sequence: string | undefined
  cookie: string | undefined
  body: Buffer
}

export interface PlugAnswer {
  status: number
  body: Buffer
  /** Goes into one Set-Cookie header. */
  cookie?: string
}

/** A request that passed the checks: what it is, and what carrying it out answers. */
export interface Prepared {
  stage?: Stage
  /** Called methods, those inside a multipleRequest too. */
  methods: string[]
  carryOut(): PlugAnswer
}

export interface PlugFront {
  device: Device
  sessions: SessionTable
  faults: Faults
  /** Off: third-party clients are refused at handshake1. */
  thirdParty: boolean
  /** Called before the answer to a command that may have changed the plug. */
  changed(): void
}

const answer = (status: number, body: string | Buffer = ''): PlugAnswer => ({
  status,
  body: Buffer.from(body),
})
const plain = (status: number, body?: string | Buffer): Prepared => ({
  methods: [],
  carryOut: () => answer(status, body),
})

const sessionId = (cookie: string | undefined): string =>
  /(?:^|;\s*)TP_SESSIONID=([0-9A-F]+)/.exec(cookie ?? '')?.[1] ?? ''

/** Judges a request at the true time `now`; a good sequence number is used up by it. */
export function prepare(front: PlugFront, request: PlugRequest, now: number): Prepared {
  advance(front.device, now)
  if (request.verb === 'GET') return request.path === '/' ? plain(200, PAGE) : plain(404)
  if (request.verb !== 'POST') return plain(405)
  switch (request.path) {
    case '/':
      return greet(front)
    // The door of firmware before KLAP: it answers that KLAP is wanted.
    case '/app':
      return plain(200, JSON.stringify({ error_code: 1003 }))
    case '/app/handshake1':
      return beginHandshake(front, request)
    case '/app/handshake2':
      return { stage: 'handshake2', methods: [], carryOut: () => confirmHandshake(front, request, now) }
    case '/app/request':
      return prepareCall(front, request, now)
    default:
      return plain(404)
  }
}

/** The TPAP door of newer firmware tells whether the old protocol still works. */
function greet(front: PlugFront): Prepared {
  if (front.device.firmware === 'fw-1.3') return plain(200, PAGE)
  const tpap = { tls: 0, port: 80, dac: false, pake: [2], user_hash_type: 0 }
  const result = front.thirdParty
    ? { sub_method: 'discover', tpap_preferred: false }
    : { sub_method: 'discover', mac: front.device.identity.mac, tpap }
  return plain(200, JSON.stringify({ result, error_code: 0 }))
}

function beginHandshake(front: PlugFront, request: PlugRequest): Prepared {
  return {
    stage: 'handshake1',
    methods: [],
    carryOut() {
      if (!front.thirdParty) return answer(403)
      if (request.body.length !== SEED_BYTES) return answer(400)
      const { id, answer: body } = front.sessions.begin(request.body)
      return { status: 200, body, cookie: `TP_SESSIONID=${id};TIMEOUT=${SESSION_SECONDS}` }
    },
  }
}

const confirmHandshake = (front: PlugFront, request: PlugRequest, now: number): PlugAnswer =>
  answer(front.sessions.confirm(sessionId(request.cookie), request.body, now) ? 200 : 403)

function prepareCall(front: PlugFront, request: PlugRequest, now: number): Prepared {
  const refused: Prepared = { stage: 'request', methods: [], carryOut: () => answer(403) }
  const session = front.sessions.find(sessionId(request.cookie), now)
  if (!session || !/^-?\d{1,10}$/.test(request.sequence ?? '')) return refused
  const sequence = Number(request.sequence)
  if (sequence <= session.sequence || sequence > 2 ** 31 - 1) return refused
  const text = unseal(session.keys, sequence, request.body)
  if (text === undefined) return refused
  session.sequence = sequence
  let call: unknown
  try {
    call = JSON.parse(text)
  } catch {
    const failure = JSON.stringify({ error_code: ErrorCode.jsonDecode })
    return {
      stage: 'request',
      methods: [],
      carryOut: () => answer(200, seal(session.keys, sequence, failure)),
    }
  }
  const methods = methodsIn(call)
  return {
    stage: 'request',
    methods,
    carryOut() {
      const result = answerCall(front.device, call, front.faults.methodCode)
      if (methods.some((method) => /^(set|add|edit|remove)_/.test(method))) front.changed()
      return answer(200, seal(session.keys, sequence, JSON.stringify(result)))
    },
  }
}
