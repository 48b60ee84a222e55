/**
 * The one place that touches tp-link-tapo-connect (docs/decisions/0005-tapo-wrapper.md).
 *
 * Taken from it: the KLAP v2 handshake, keys, encryption and sequence numbers. Replaced, through the
 * library's own seams, is what does not hold: its HTTP (no time-out, follows proxies and redirects), its
 * error texts (they lose the cause), its narrow device object (no generic `send`), and its package root
 * (falls back to a protocol that gives the password away). The private layout is pinned: 2.0.15.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import http from 'node:http'
import { createRequire } from 'node:module'
import { type Clock, withDeadline } from '../clock.ts'
import { ExchangeFailed, post } from './exchange.ts'

export type TapoAccount = { username: string; password: string }
export type TapoRequest = { method: string; params?: Record<string, unknown> }
type LibrarySession = { send: (request: TapoRequest) => Promise<unknown> }

/** The plug answered with an error code of its own (reference §2.4). */
export class TapoError extends Error {
  readonly code: number
  constructor(code: number) {
    super(`the plug answered with error code ${code}`)
    this.name = 'TapoError'
    this.code = code
  }
}

/** The plug proved that it knows another e-mail address or password than ours. */
export class WrongAccount extends Error {}

/** What the library's calls belong to; it travels with them, because the library has no parameter for it. */
type Scope = {
  agent: http.Agent
  clock: Clock
  timeoutMs: number
  signal: AbortSignal
  /** The library replaces errors by texts; the true one is kept here. */
  failure?: unknown
}
const scopes = new AsyncLocalStorage<Scope>()

/** The part of axios' request configuration that the library uses. */
type AxiosConfig = {
  url: string
  data: Buffer
  params?: { seq: number }
  headers: { get: (name: string) => unknown }
}

const loadLibrary = () => {
  const fromLibrary = createRequire(createRequire(import.meta.url).resolve('tp-link-tapo-connect'))
  const axios: { defaults: { adapter: unknown } } = fromLibrary('axios')
  const device: { TapoDevice: unknown } = fromLibrary('./tapo-device.js')
  const errors: { checkError: unknown } = fromLibrary('./tapo-utils.js')
  axios.defaults.adapter = sendForLibrary
  device.TapoDevice = (session: LibrarySession) => session
  errors.checkError = (answer: { error_code?: unknown }) => {
    if (typeof answer.error_code === 'number' && answer.error_code !== 0)
      throw new TapoError(answer.error_code)
  }
  const klap: {
    loginDeviceByIp: (username: string, password: string, address: string) => Promise<LibrarySession>
  } = fromLibrary('./klap-transport.js')
  return klap
}

const sendForLibrary = async (config: AxiosConfig) => {
  const scope = scopes.getStore()
  if (!scope) throw new Error('a request of the Tapo library outside of a session')
  const url = new URL(config.url)
  const path = url.pathname
  if (config.params) url.searchParams.set('seq', String(config.params.seq))
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' }
  const cookie = config.headers.get('Cookie')
  if (typeof cookie === 'string' && cookie !== '') headers.cookie = cookie
  try {
    const answer = await withDeadline(
      scope.clock,
      scope.timeoutMs,
      scope.signal,
      (signal) => post({ url, headers, body: config.data, agent: scope.agent, signal }),
      () => new ExchangeFailed(path, { cause: 'timeout' }),
    )
    if (answer.status !== 200) throw new ExchangeFailed(path, { cause: 'status', status: answer.status })
    if (path === '/app/handshake1' && !isHandshake(answer.headers['set-cookie'], answer.body))
      throw new ExchangeFailed(path, { cause: 'bad_handshake' })
    return { data: answer.body, status: 200, statusText: 'OK', headers: answer.headers, config, request: {} }
  } catch (error) {
    scope.failure = error
    throw error
  }
}

/** Without a `;` after the cookie the library would go on with an empty one; the sizes are KLAP v2's. */
const isHandshake = (cookies: string[] | undefined, body: Buffer): boolean =>
  /^TP_SESSIONID=[^;]+;/.test(cookies?.[0] ?? '') && body.length === 48

const library = loadLibrary()

export type KlapSession = {
  /** @throws ExchangeFailed, TapoError, or a decryption or parse error of the library */
  send: (request: TapoRequest, signal: AbortSignal) => Promise<unknown>
  close: () => void
}

/**
 * Shakes hands with the plug at `address` (`host` or `host:port`), over one kept connection.
 * Not safe for two requests at once: call it from the plug's lane only.
 *
 * @param timeoutMs for each HTTP exchange
 * @throws ExchangeFailed, WrongAccount
 */
export const openKlapSession = async (
  options: { address: string; account: TapoAccount; clock: Clock; timeoutMs: number },
  signal: AbortSignal,
): Promise<KlapSession> => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const within = async <T>(task: () => Promise<T>, taskSignal: AbortSignal): Promise<T> => {
    const scope: Scope = { agent, clock: options.clock, timeoutMs: options.timeoutMs, signal: taskSignal }
    try {
      return await scopes.run(scope, task)
    } catch (error) {
      throw scope.failure ?? error
    }
  }
  const { username, password } = options.account
  try {
    const session = await within(() => library.loginDeviceByIp(username, password, options.address), signal)
    return {
      send: (request, requestSignal) => within(() => session.send(request), requestSignal),
      close: () => agent.destroy(),
    }
  } catch (error) {
    agent.destroy()
    // With every exchange answered well, the comparison of the hashes is all that is left to fail.
    throw error instanceof ExchangeFailed || signal.aborted
      ? error
      : new WrongAccount('the account does not match')
  }
}
