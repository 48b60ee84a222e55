import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { siteKey } from './keys.ts'
import { asProblem } from './problem.ts'
import type { Api, Session } from './shapes.ts'

const sessionKey = ['session'] as const

/** Remembers, without any secret, that there may be a session: without one the server need not be asked. */
const hintKey = 'myp-signed-in'

/** Whether there may be a session. */
export const maybeSignedIn = (): boolean => localStorage.getItem(hintKey) !== null

/** The signed-in session, or `null`. */
export const sessionQuery = (api: Api) =>
  queryOptions({
    queryKey: sessionKey,
    queryFn: async (): Promise<Session | null> => {
      if (!maybeSignedIn()) return null
      try {
        return await answer(api.auth.session.$get())
      } catch (error) {
        const problem = asProblem(error)
        if (problem.status !== 401) throw problem
        localStorage.removeItem(hintKey)
        return null
      }
    },
    staleTime: 60_000,
  })

export const useSession = () => useSuspenseQuery(sessionQuery(useApi())).data

export const csrfTokenIn = (queries: QueryClient) =>
  queries.getQueryData<Session | null>(sessionKey)?.csrfToken

/** To be called when any answer says `unauthenticated`: the pages then show the sign-in form. */
export function forgetSession(queries: QueryClient): void {
  localStorage.removeItem(hintKey)
  queries.setQueryData(sessionKey, null)
}

/** Whichever way a session begins, the pages show it at once. */
function useSessionStart<T>(start: (api: Api, values: T) => Promise<Session>, onDone?: () => void) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (values: T) => start(api, values),
    onSuccess: (session) => {
      localStorage.setItem(hintKey, 'yes')
      queries.setQueryData(sessionKey, session)
      onDone?.()
    },
  })
}

export const useSignIn = () =>
  useSessionStart(
    (api, { username, password, code }: { username: string; password: string; code?: string }) =>
      answer(api.auth.login.$post({ json: { username, password, ...(code !== undefined && { code }) } })),
  )

/** The first admin of a new workshop. */
export function useSetUp() {
  const queries = useQueryClient()
  return useSessionStart(
    (api, json: { code: string; username: string; displayName: string; password: string }) =>
      answer(api.auth.setup.$post({ json })),
    () => void queries.invalidateQueries({ queryKey: siteKey }),
  )
}

/** A changed password begins a new session here and ends all others. */
export const useChangePassword = (onDone: () => void) =>
  useSessionStart(
    (api, json: { currentPassword: string; newPassword: string }) =>
      answer(api.auth.password.$post({ json })),
    onDone,
  )

export function useSignOut() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => answer(api.auth.logout.$post()),
    onSuccess: () => {
      forgetSession(queries)
      // What one person saw must not greet the next one at this browser.
      queries.removeQueries({
        predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] && queryKey[0] !== siteKey[0],
      })
    },
  })
}
