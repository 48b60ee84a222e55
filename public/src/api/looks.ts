import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'

/** Who has opened one's own history, the newest first. */
export function useLooks() {
  const api = useApi()
  return useQuery({
    queryKey: ['looks'],
    queryFn: async () => (await answer(api.figures.looks.$get())).items,
  })
}

export type Look = NonNullable<ReturnType<typeof useLooks>['data']>[number]
