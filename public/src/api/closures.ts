import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'

/** Closures with a window in `[from, to)` (epoch ms); they change rarely. */
export function useClosures(from: number, to: number) {
  const api = useApi()
  return useQuery({
    queryKey: ['closures', from, to],
    queryFn: () =>
      answer(
        api.closures.$get({
          query: { from: new Date(from).toISOString(), to: new Date(to).toISOString(), limit: '200' },
        }),
      ),
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
}
