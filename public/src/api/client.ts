import { hc } from 'hono/client'
import type { App } from '../../../worker/app.ts'
import { asProblem, problemOf } from './problem.ts'
import type { Api } from './shapes.ts'

const timeoutMs = 10_000

export type Credentials = {
  /** The signed-in session's CSRF token, for every state-changing call. */
  csrfToken?: (() => string | undefined) | undefined
  /** The language of the server's own words, `de` or `en`. */
  language: () => string
}

/**
 * The typed client of our own server. Every call has a deadline of 10 s, or that of its own `init.signal`,
 * and ends in a value or a `Problem`.
 */
export function createApi({ csrfToken, language }: Credentials): Api {
  const client = hc<App>(window.location.origin, {
    headers: (): Record<string, string> => {
      const csrf = csrfToken?.()
      return {
        'Accept-Language': language(),
        ...(csrf !== undefined && { 'X-CSRF-Token': csrf }),
      }
    },
    fetch: (input: RequestInfo | URL, init?: RequestInit) =>
      fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeoutMs) }),
  })
  return client.api
}

type Answer<T> = { ok: boolean; json(): Promise<T> }

/** Waits for a call's answer; throws a `Problem` for a refusal, and one with code `offline` if none came. */
export async function answer<T>(call: Promise<Answer<T> & Pick<Response, 'headers' | 'status'>>): Promise<T> {
  try {
    const response = await call
    if (!response.ok) throw await problemOf(response as unknown as Response)
    return response.status === 204 ? (undefined as T) : await response.json()
  } catch (error) {
    throw asProblem(error)
  }
}
