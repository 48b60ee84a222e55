import type { Clock } from '../clock.ts'
import type { Metrics } from '../metrics.ts'
import { PlugRefused, PlugUnreachable } from '../plug.ts'
import { type Answered, ManyAnswers } from './answers.ts'
import { ExchangeFailed, type Mishap } from './exchange.ts'
import {
  type KlapSession,
  openKlapSession,
  type TapoAccount,
  TapoError,
  type TapoRequest,
  WrongAccount,
} from './klap-library.ts'
import { offersTpap } from './tpap.ts'

export type TapoSession = {
  /** One method. @throws PlugUnreachable, PlugRefused, TapoError (the plug's own code) */
  call: (request: TapoRequest, signal: AbortSignal) => Promise<unknown>
  /** Several methods in one exchange; the plug stops after the first that fails, so fewer may come back. */
  callMany: (requests: TapoRequest[], signal: AbortSignal) => Promise<Answered[]>
  /** How many handshakes succeeded. */
  connection: () => number
  close: () => void
}

export type SessionOptions = {
  address: string
  account: TapoAccount
  clock: Clock
  /** For each HTTP exchange, milliseconds. */
  timeoutMs: number
  metrics: Metrics
}

/**
 * Keeps one session with a plug. A session the plug no longer knows (403, reset, end of file, its code
 * 9999) is replaced once and the request sent again; whatever fails after that is the caller's to retry.
 */
export const createTapoSession = (options: SessionOptions): TapoSession => {
  let session: KlapSession | undefined
  let connections = 0

  const drop = () => {
    session?.close()
    session = undefined
  }
  const connect = async (signal: AbortSignal): Promise<KlapSession> => {
    session = await openKlapSession(options, signal)
    connections += 1
    return session
  }
  const send = async (request: TapoRequest, signal: AbortSignal, current: KlapSession): Promise<unknown> => {
    const startedAt = options.clock.now()
    try {
      const answer = await current.send(request, signal)
      options.metrics.requestAnswered((options.clock.now() - startedAt) / 1000)
      return answer
    } catch (error) {
      // After an answer that can't be read, the sequence number is no longer common: start over.
      if (!(error instanceof TapoError) || isSessionCode(error.code)) drop()
      throw error
    }
  }
  const call = async (request: TapoRequest, signal: AbortSignal): Promise<unknown> => {
    signal.throwIfAborted()
    try {
      const kept = session
      if (!kept) return await send(request, signal, await connect(signal))
      try {
        return await send(request, signal, kept)
      } catch (error) {
        if (!isSessionLost(error)) throw error
        options.metrics.reHandshake()
        return await send(request, signal, await connect(signal))
      }
    } catch (error) {
      const verdict = verdictOn(error)
      if (!(verdict instanceof PlugRefused) || verdict.kind !== 'not_a_tapo') throw verdict
      if (!(await offersTpap(options.address, options.clock, options.timeoutMs, signal))) throw verdict
      throw new PlugRefused('third_party_disabled', 'it offers TPAP only')
    }
  }

  return {
    call,
    callMany: async (requests, signal) => {
      const answer = await call({ method: 'multipleRequest', params: { requests } }, signal)
      const parsed = ManyAnswers.safeParse(answer)
      if (parsed.success) return parsed.data.responses
      drop()
      throw new PlugUnreachable('protocol', 'an answer to multipleRequest of an unknown shape')
    },
    connection: () => connections,
    close: drop,
  }
}

const isSessionCode = (code: number): boolean => code === 9999 || code === -1101

const isSessionLost = (error: unknown): boolean => {
  if (error instanceof TapoError) return isSessionCode(error.code)
  if (!(error instanceof ExchangeFailed)) return false
  const { mishap } = error
  return mishap.cause === 'broken_off' || (mishap.cause === 'status' && mishap.status === 403)
}

/** Errors of the lane (deadline, superseded) and the plug's own codes pass; the rest becomes a kind. */
const verdictOn = (error: unknown): unknown => {
  if (error instanceof ExchangeFailed) return verdictOnExchange(error.path, error.mishap, error.message)
  if (error instanceof WrongAccount) return new PlugRefused('auth_failed', error.message)
  if (error instanceof TapoError) return verdictOnCode(error)
  if (error instanceof PlugUnreachable || error instanceof PlugRefused) return error
  if (error instanceof Error && isUnreadable(error))
    return new PlugUnreachable('protocol', 'an unreadable answer')
  return error
}

/** What decryption, JSON and the library's signed sequence number throw when bytes are not what they should be. */
const isUnreadable = (error: Error): boolean =>
  error instanceof SyntaxError ||
  error instanceof RangeError ||
  error instanceof TypeError ||
  /^ERR_(OSSL|CRYPTO|OUT_OF_RANGE)/.test((error as NodeJS.ErrnoException).code ?? '')

const verdictOnExchange = (path: string, mishap: Mishap, detail: string): PlugUnreachable | PlugRefused => {
  switch (mishap.cause) {
    case 'refused':
      return new PlugUnreachable('refused', detail)
    case 'timeout':
    case 'no_route':
      return new PlugUnreachable('timeout', detail)
    case 'broken_off':
    case 'too_large':
      return new PlugUnreachable('protocol', detail)
    case 'bad_handshake':
      return new PlugRefused('not_a_tapo', detail)
    case 'status':
      return verdictOnStatus(path, mishap.status, detail)
  }
}

const verdictOnStatus = (path: string, status: number, detail: string): PlugUnreachable | PlugRefused => {
  if (status === 429) return new PlugRefused('rate_limited', detail)
  if (path === '/app/handshake1' && status === 403) return new PlugRefused('third_party_disabled', detail)
  if (path === '/app/handshake1' && status < 500) return new PlugRefused('not_a_tapo', detail)
  // 403 right after a handshake: somebody else shook hands in between, and the newest session wins.
  if (status === 403) return new PlugUnreachable('session_stolen', detail)
  return new PlugUnreachable('protocol', detail)
}

const verdictOnCode = (error: TapoError): unknown => {
  if ([-1501, 1111, 1100, -1005].includes(error.code)) return new PlugRefused('auth_failed', error.message)
  if (error.code === -1301) return new PlugUnreachable('protocol', error.message)
  if (isSessionCode(error.code)) return new PlugUnreachable('session_stolen', error.message)
  return error
}
