import { useQuery } from '@tanstack/react-query'
import { compareNames } from '../../../worker/domain/name-order.ts'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { useMay } from './permission.ts'

const dayMs = 86_400_000
const recentDays = 30

/**
 * Who a reservation can be handed to, by name. Staff see everybody; others those whose name they meet in the
 * plan anyway, 30 days back and ahead of `now` (epoch ms).
 */
export function useTakers(now: number) {
  const api = useApi()
  const seesAll = useMay('user.read')
  const day = Math.floor(now / dayMs) * dayMs
  return useQuery({
    queryKey: ['takers', seesAll, day],
    queryFn: async (): Promise<{ id: string; name: string }[]> => {
      if (seesAll) {
        const { items } = await answer(api.users.$get({ query: { limit: '200' } }))
        return items
          .filter(({ role }) => role !== 'guest')
          .map(({ id, displayName }) => ({ id, name: displayName }))
      }
      const { items } = await answer(
        api.jobs.$get({
          query: {
            from: new Date(day - recentDays * dayMs).toISOString(),
            to: new Date(day + recentDays * dayMs).toISOString(),
            limit: '200',
          },
        }),
      )
      const people = new Map<string, string>()
      for (const { userId, userName } of items)
        if (userId !== null && userName !== null) people.set(userId, userName)
      return [...people].map(([id, name]) => ({ id, name })).sort((a, b) => compareNames(a.name, b.name))
    },
    staleTime: 60_000,
  })
}
