import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const incidentsKey = ['incidents'] as const
const stopKey = ['stop'] as const
const keys = [incidentsKey, stopKey, boardKey]

/** An emergency stop asks every plug in turn; dead ones take up to 12 s. */
const stopTimeoutMs = 20_000

type IncidentQuery = InferRequestType<Api['incidents']['$get']>['query']
/** Empty filters are left out. */
type IncidentFilter = Pick<IncidentQuery, 'open' | 'printerId' | 'search' | 'sort'>

/** Incidents page by page, newest first unless sorted otherwise. */
export function useIncidents(filter: IncidentFilter) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...incidentsKey, filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.incidents.$get({
          query: { ...filter, limit: '30', ...(pageParam !== null && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 15_000,
    placeholderData: (before) => before,
  })
}

export type Incident = NonNullable<ReturnType<typeof useIncidents>['data']>['pages'][number]['items'][number]

export const useResolveIncident = (id: string, onDone: () => void) =>
  useWrite(
    (api, resolution: string) =>
      answer(
        api.incidents[':id'].resolve.$post({ param: { id }, json: resolution === '' ? {} : { resolution } }),
      ),
    { keys, onDone },
  )

export const useClaimIncident = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.incidents[':id'].claim.$post({ param: { id } })), { keys, onDone })

/** Whether everything is held off, since when and why. */
export function useStop() {
  const api = useApi()
  return useQuery({
    queryKey: stopKey,
    queryFn: async () => (await answer(api.plugs['all-off'].$get())).stop,
    refetchInterval: 15_000,
  })
}

export const useStopAll = (onDone: () => void) =>
  useWrite(
    (api, json: { reason: string }) =>
      answer(api.plugs['all-off'].$post({ json }, { init: { signal: AbortSignal.timeout(stopTimeoutMs) } })),
    { keys, onDone },
  )

export const useReleaseAll = (onDone: () => void) =>
  useWrite((api, _: undefined) => answer(api.plugs['all-off'].release.$post()), { keys, onDone })
