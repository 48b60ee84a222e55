import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from './context.tsx'
import type { Api } from './shapes.ts'

type Options<V, R> = {
  keys: QueryKey[]
  /** What is no more once the call has worked: its page is still there for a moment, but must not ask for it. */
  gone?: (variables: V) => QueryKey
  onDone?: ((result: R, variables: V) => void) | undefined
}

const isBelow = (key: QueryKey, start: QueryKey) => start.every((part, index) => key[index] === part)

/**
 * A state-changing call. Whatever comes of it, everything under `keys` is asked anew: a refusal, too, may
 * mean that the page was out of date. `onDone` belongs to the call, so it also runs when its row is gone.
 */
export function useWrite<V, R>(
  call: (api: Api, variables: V) => Promise<R>,
  { keys, gone, onDone }: Options<V, R>,
) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (variables: V) => call(api, variables),
    onSuccess: (result, variables) => onDone?.(result, variables),
    onSettled: (_, error, variables) => {
      const lost = error === null ? gone?.(variables) : undefined
      const predicate = (query: { queryKey: QueryKey }) => !lost || !isBelow(query.queryKey, lost)
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey, predicate })
    },
  })
}
