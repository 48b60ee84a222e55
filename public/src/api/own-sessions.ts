import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const sessionsKey = ['own-sessions'] as const

export type OwnSession = InferResponseType<Api['auth']['sessions']['$get'], 200>['items'][number]

/** Where one is signed in now. */
export function useOwnSessions() {
  const api = useApi()
  return useQuery({ queryKey: sessionsKey, queryFn: () => answer(api.auth.sessions.$get()) })
}

/** Ends one of one's sessions, or all but the one that asks. */
export const useEndSession = (onDone: () => void) =>
  useWrite(
    (api, which: { id: string } | 'others') =>
      which === 'others'
        ? answer(api.auth.sessions.$delete())
        : answer(api.auth.sessions[':id'].$delete({ param: which })),
    { keys: [sessionsKey], onDone },
  )
