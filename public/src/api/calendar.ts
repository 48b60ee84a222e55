import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { useWrite } from './write.ts'

const feedsKey = ['calendar-feeds'] as const
const keys = [feedsKey]

/** Whether one's own calendar link exists; the link itself is told only once. Not asked for whom there is none. */
export function useOwnFeed(mayHaveOne = true) {
  const api = useApi()
  return useQuery({
    queryKey: feedsKey,
    enabled: mayHaveOne,
    queryFn: async () => {
      const { items } = await answer(api.calendar.$get())
      return items.find(({ printerId }) => printerId === null) ?? null
    },
  })
}

/** A new secret link to one's own calendar; the one before stops working. */
export const useRenewFeed = (onDone: (feed: { path: string }) => void) =>
  useWrite((api, _: undefined) => answer(api.calendar.$post({ json: {} })), { keys, onDone })

export const useEndFeed = (onDone: () => void) =>
  useWrite((api, _: undefined) => answer(api.calendar.$delete({ query: {} })), { keys, onDone })
