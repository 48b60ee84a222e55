import http from 'node:http'
import * as z from 'zod'
import { type Clock, withDeadline } from '../clock.ts'
import { ExchangeFailed, post } from './exchange.ts'

const Greeting = z.object({ result: z.object({ tpap: z.unknown() }) })
const question = Buffer.from(JSON.stringify({ method: 'login', params: { sub_method: 'discover' } }))

/**
 * Whether the device at `address` offers TPAP, the protocol that newer firmware insists on while
 * Third-Party Compatibility is off (reference §2.7). We don't speak it, but can say what to do about it.
 */
export const offersTpap = async (
  address: string,
  clock: Clock,
  timeoutMs: number,
  parent: AbortSignal,
): Promise<boolean> => {
  const agent = new http.Agent({ maxSockets: 1 })
  const url = new URL(`http://${address}/`)
  try {
    const { body } = await withDeadline(
      clock,
      timeoutMs,
      parent,
      (signal) =>
        post({ url, headers: { 'content-type': 'application/json' }, body: question, agent, signal }),
      () => new ExchangeFailed('/', { cause: 'timeout' }),
    )
    const { data } = Greeting.safeParse(JSON.parse(body.toString()))
    return data !== undefined && data.result.tpap !== undefined
  } catch {
    parent.throwIfAborted()
    return false
  } finally {
    agent.destroy()
  }
}
