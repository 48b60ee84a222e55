import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { jobsKey } from './keys.ts'

/** What a job can be charged to; empty where the workshop keeps no cost centres. */
export function useCostCentreChoices() {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['cost-centres', 'choices'],
    queryFn: () => answer(api['cost-centres'].$get()),
    staleTime: 300_000,
  })
  return data?.items ?? []
}

const hourMs = 3_600_000

/** What the machine's time will cost (cents), by the price in force; `undefined` where it costs nothing. */
export function useTimeCost(printerId: string, lengthMs: number | undefined): number | undefined {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['tariffs', 'choices'],
    queryFn: () => answer(api.tariffs.$get()),
    staleTime: 300_000,
  })
  const machine = (data?.items ?? [])
    .filter(({ kind, inForce }) => kind === 'machine' && inForce)
    .sort((a, b) => b.validFrom.localeCompare(a.validFrom))
  const price =
    machine.find((one) => one.printerId === printerId) ?? machine.find((one) => one.printerId === null)
  if (!price || price.cents === 0 || lengthMs === undefined) return undefined
  return Math.round((price.cents * lengthMs) / hourMs)
}

const minuteMs = 60_000

/** The next times at which the machine can be had for as long as wished; none where only another length would do. */
export function useFreeSlots(printerId: string, { startsAt, endsAt }: { startsAt: number; endsAt: number }) {
  const api = useApi()
  const minutes = Math.round((endsAt - startsAt) / minuteMs)
  // A wish for now moves with the clock: the question stays the same for a minute.
  const from = new Date(Math.floor(startsAt / minuteMs) * minuteMs).toISOString()
  const { data } = useQuery({
    queryKey: [...jobsKey, 'free', printerId, minutes, from],
    queryFn: () =>
      answer(api.availability.$get({ query: { printerId, minutes: String(minutes), from, limit: '3' } })),
    placeholderData: (before) => before,
    retry: false,
  })
  return data?.items ?? []
}

export type UsualLength = { minutes: number; jobs: number; basis: 'similar_titles' | 'usual_share' }

/** How long one's earlier prints on this machine took, or `undefined` where the past says nothing. */
export function useUsualLength(
  printerId: string,
  title: string,
  wishedMinutes: number | undefined,
): UsualLength | undefined {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['usual-length', printerId, title, wishedMinutes],
    queryFn: () =>
      answer(
        api.figures.suggestion.$get({
          query: { printerId, title, ...(wishedMinutes !== undefined && { minutes: String(wishedMinutes) }) },
        }),
      ),
    staleTime: 300_000,
    // The line stays while the next one is asked for; without an answer there is simply none.
    placeholderData: (before) => before,
    retry: false,
  })
  return data?.suggestion ?? undefined
}
