import { useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, jobsKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const closuresKey = ['closures'] as const
const keys = [closuresKey, jobsKey, boardKey]

export type NewClosure = InferRequestType<Api['closures']['$post']>['json']

/** Every closure that is not over. */
export function useComingClosures() {
  const api = useApi()
  return useQuery({
    queryKey: [...closuresKey, 'coming'],
    queryFn: async () => (await answer(api.closures.$get({ query: { limit: '200' } }))).items,
  })
}

export type Closure = NonNullable<ReturnType<typeof useComingClosures>['data']>[number]

/** Adds a closure, or changes the given one as it was seen. */
export const useSaveClosure = (closure: Closure | undefined, onDone: () => void) =>
  useWrite(
    (api, json: NewClosure) =>
      closure === undefined
        ? answer(api.closures.$post({ json }))
        : answer(
            api.closures[':id'].$patch(
              { param: { id: closure.id }, json },
              { headers: { 'If-Match': `"${closure.version}"` } },
            ),
          ),
    { keys, onDone },
  )

export const useRemoveClosure = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.closures[':id'].$delete({ param: { id } })), { keys, onDone })
