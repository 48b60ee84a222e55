import { useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, jobsKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const waitsKey = ['waits'] as const
const keys = [waitsKey, jobsKey, boardKey]

export type NewWait = InferRequestType<Api['waiting-list']['$post']>['json']

/** Where one stands in line, and what is held for one. */
export function useWaits(enabled: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: waitsKey,
    enabled,
    queryFn: () => answer(api['waiting-list'].$get({ query: {} })),
    refetchInterval: 15_000,
  })
}

export type Wait = NonNullable<ReturnType<typeof useWaits>['data']>['items'][number]

export const useJoinLine = (onDone: () => void) =>
  useWrite((api, json: NewWait) => answer(api['waiting-list'].$post({ json })), { keys, onDone })

export const useLeaveLine = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api['waiting-list'][':id'].$delete({ param: { id } })), {
    keys,
    onDone,
  })

export const useTakeSlot = (onDone: () => void) =>
  useWrite(
    (api, { id, title }: { id: string; title: string }) =>
      answer(api['waiting-list'][':id'].take.$post({ param: { id }, json: { title } })),
    { keys, onDone },
  )
