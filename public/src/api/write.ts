import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from './context.tsx'
import type { Api } from './shapes.ts'

/**
 * A state-changing call. Whatever comes of it, everything under `keys` is asked anew: a refusal, too, may
 * mean that the page was out of date. `onDone` belongs to the call, so it also runs when its row is gone.
 */
export function useWrite<V, R>(
  call: (api: Api, variables: V) => Promise<R>,
  { keys, onDone }: { keys: QueryKey[]; onDone?: ((result: R, variables: V) => void) | undefined },
) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (variables: V) => call(api, variables),
    onSuccess: (result, variables) => onDone?.(result, variables),
    onSettled: () => {
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey })
    },
  })
}
