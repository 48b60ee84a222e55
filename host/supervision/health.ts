import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { text as readText } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { DeadlinePassed } from '../deadline.ts'

const POLL_MS = 50
const ANSWER_TIMEOUT_MS = 5_000

export type Portal = Readonly<{ host: string; port: number; caFile: string }>

/** Resolves when `/api/health` answers 200 through the gateway, with a certificate of the local CA; throws `DeadlinePassed`. */
export const waitForHealth = async (
  portal: Portal,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> => {
  const endsAt = performance.now() + timeoutMs
  let last = 'no attempt'
  while (performance.now() < endsAt && !signal.aborted) {
    last = await askHealth(portal)
    if (last === '200') return
    await wait(POLL_MS, undefined, { signal }).catch(() => {})
  }
  throw new DeadlinePassed(`the portal is not healthy after ${timeoutMs / 1000} s (last answer: ${last})`)
}

/** The status, or why there was none. */
export const askHealth = async (portal: Portal): Promise<string> => {
  const { status, text } = await askPortal(portal, '/api/health')
  return status === 0 ? text : String(status)
}

/** The answer to a `GET`; status 0 with the reason when there is none. */
export const askPortal = (
  { host, port, caFile }: Portal,
  path: string,
): Promise<{ status: number; text: string }> =>
  new Promise((resolve) => {
    const asked = request({
      host: host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host,
      port,
      path,
      ca: readFileSync(caFile),
      servername: 'localhost',
      headers: { host: 'localhost' },
      agent: false,
      timeout: ANSWER_TIMEOUT_MS,
    })
    asked.once('response', (response) => {
      readText(response).then(
        (text) => resolve({ status: response.statusCode ?? 0, text }),
        (error: Error) => resolve({ status: 0, text: error.message }),
      )
    })
    asked.once('timeout', () => asked.destroy(new Error(`no answer within ${ANSWER_TIMEOUT_MS} ms`)))
    asked.once('error', (error) => resolve({ status: 0, text: error.message }))
    asked.end()
  })
