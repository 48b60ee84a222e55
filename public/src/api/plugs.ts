import { useMutation, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, plugsKey, printersKey } from './keys.ts'
import { useMay } from './permission.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

export type NewPlug = InferRequestType<Api['plugs']['$post']>['json']
export type PlugChange = InferRequestType<Api['plugs'][':id']['$patch']>['json']

/** The self-test takes up to 25 s, a search through the network up to 8 s. */
const checkTimeoutMs = 35_000
const discoverTimeoutMs = 15_000

const keys = [plugsKey, printersKey, boardKey]

/** All plugs with what is known of them, for those who manage them; readings are renewed every 10 s. */
export function usePlugs() {
  const api = useApi()
  const enabled = useMay('plug.manage')
  return useQuery({
    enabled,
    queryKey: plugsKey,
    queryFn: async () => (await answer(api.plugs.$get())).items,
    refetchInterval: 10_000,
  })
}

export function usePlug(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...plugsKey, id],
    queryFn: () => answer(api.plugs[':id'].$get({ param: { id } })),
    refetchInterval: 5_000,
  })
}

export type Plug = NonNullable<ReturnType<typeof usePlugs>['data']>[number]

/** Looks for plugs in the workshop's network, those that are known already among them. */
export function useDiscovery() {
  const api = useApi()
  return useMutation({
    mutationFn: async () => {
      const init = { signal: AbortSignal.timeout(discoverTimeoutMs) }
      return (await answer(api.plugs.discover.$post({}, { init }))).items
    },
  })
}

export type FoundPlug = NonNullable<ReturnType<typeof useDiscovery>['data']>[number]

/** The plug's self-test: every point with a light, a sentence, and what to do. */
export function useSelfTest(id: string) {
  const api = useApi()
  return useMutation({
    mutationFn: () => {
      const init = { signal: AbortSignal.timeout(checkTimeoutMs) }
      return answer(api.plugs[':id'].check.$post({ param: { id } }, { init }))
    },
  })
}

export type SelfTest = NonNullable<ReturnType<typeof useSelfTest>['data']>

export const useAdoptPlug = (onDone: (plug: Plug) => void) =>
  useWrite((api, json: NewPlug) => answer(api.plugs.$post({ json })), { keys, onDone })

export const useChangePlug = (id: string, onDone?: () => void) =>
  useWrite((api, json: PlugChange) => answer(api.plugs[':id'].$patch({ param: { id }, json })), {
    keys,
    onDone,
  })

export const useRemovePlug = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.plugs[':id'].$delete({ param: { id } })), {
    keys,
    gone: (id) => [...plugsKey, id],
    onDone,
  })
