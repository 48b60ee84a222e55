import { sign } from '@tsndr/cloudflare-worker-jwt'
import type * as z from 'zod'
import {
  BRIDGE_AUDIENCE,
  BridgeProblem,
  DiscoverAnswer,
  type Failure,
  type FoundPlug,
  type OwnedPlug,
  PlugReading,
  REQUEST_ID_HEADER,
  ReadingsAnswer,
  SelfTestAnswer,
  type SwitchRequest,
} from '../../bridge/protocol.ts'

const READ_TIMEOUT_MS = 2_000
/** The bridge gives up on a command after 10 s, retries included. */
const SWITCH_TIMEOUT_MS = 12_000
const CHECK_TIMEOUT_MS = 30_000
const DISCOVER_TIMEOUT_MS = 8_000
const TOKEN_LIFE_S = 60

/** The bridge did not answer, or not as agreed: nothing is known about any plug. */
export class BridgeUnreachable extends Error {
  override name = 'BridgeUnreachable'
}

/** What came of a command: the reading after it, or why the plug could not be told. */
export type SwitchOutcome =
  | { ok: true; reading: PlugReading }
  | { ok: false; failure: Failure | undefined; detail: string }

export type BridgeClient = {
  /** The same, on behalf of a request or a pass: the bridge's log names it. */
  under: (requestId: string) => BridgeClient
  /** All readings, from the bridge's memory. Throws BridgeUnreachable. */
  readings: () => Promise<PlugReading[]>
  /** Tells the bridge which plugs it owns. Throws BridgeUnreachable. */
  own: (plugs: OwnedPlug[]) => Promise<PlugReading[]>
  /** Resolves after the plug was read back, or with the reason why it was not. Throws BridgeUnreachable. */
  switchPlug: (plugId: string, command: SwitchRequest) => Promise<SwitchOutcome>
  /** The plug's self-test. Throws BridgeUnreachable. */
  check: (plugId: string) => Promise<SelfTestAnswer>
  /** Plugs that answer on the network. Throws BridgeUnreachable. */
  discover: () => Promise<FoundPlug[]>
}

type Options = { url: string; secret: string; wallClock: () => number }

/**
 * @param options.wallClock real time in ms: the bridge checks a token's age by its own clock, so the worker's
 *   settable clock must not date it.
 */
export const bridgeClient = (options: Options, requestId?: string): BridgeClient => {
  const call = async (method: string, path: string, timeoutMs: number, body?: unknown): Promise<Response> => {
    const iat = Math.floor(options.wallClock() / 1000)
    const token = await sign({ aud: BRIDGE_AUDIENCE, iat, exp: iat + TOKEN_LIFE_S }, options.secret)
    try {
      return await fetch(`${options.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(requestId === undefined ? {} : { [REQUEST_ID_HEADER]: requestId }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      })
    } catch (cause) {
      throw new BridgeUnreachable(`no answer from the bridge on ${method} ${path}`, { cause })
    }
  }
  const read = async <T extends z.ZodType>(answer: Response, Answer: T): Promise<z.infer<T>> => {
    const parsed = Answer.safeParse(await answer.json().catch(() => undefined))
    if (!answer.ok || !parsed.success) throw new BridgeUnreachable(`the bridge answered ${answer.status}`)
    return parsed.data
  }
  return {
    under: (id) => bridgeClient(options, id),
    readings: async () => (await read(await call('GET', '/plugs', READ_TIMEOUT_MS), ReadingsAnswer)).items,
    own: async (plugs) =>
      (await read(await call('PUT', '/plugs', READ_TIMEOUT_MS, { items: plugs }), ReadingsAnswer)).items,
    check: async (plugId) =>
      read(
        await call('POST', `/plugs/${encodeURIComponent(plugId)}/check`, CHECK_TIMEOUT_MS),
        SelfTestAnswer,
      ),
    discover: async () =>
      (await read(await call('POST', '/discover', DISCOVER_TIMEOUT_MS), DiscoverAnswer)).items,
    switchPlug: async (plugId, command) => {
      const answer = await call(
        'POST',
        `/plugs/${encodeURIComponent(plugId)}/switch`,
        SWITCH_TIMEOUT_MS,
        command,
      )
      const body: unknown = await answer.json().catch(() => undefined)
      if (answer.ok) return { ok: true, reading: PlugReading.parse(body) }
      const problem = BridgeProblem.safeParse(body)
      if (!problem.success) throw new BridgeUnreachable(`the bridge answered ${answer.status}`)
      return { ok: false, failure: problem.data.failure, detail: problem.data.detail }
    },
  }
}
