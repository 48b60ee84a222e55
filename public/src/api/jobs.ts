import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, jobsKey } from './keys.ts'
import type { NewJob } from './shapes.ts'

const pageSize = '20'

const live = 'requested,scheduled,running,overrunning'
const over = 'finished,cancelled,missed,rejected,expired'

/** Own reservations page by page: those to come, soonest first, or those that are over, latest first. */
export function useOwnJobs(which: 'upcoming' | 'past') {
  const api = useApi()
  const choice =
    which === 'upcoming'
      ? ({ status: live, sort: 'startsAt' } as const)
      : ({ status: over, sort: '-startsAt' } as const)
  return useInfiniteQuery({
    queryKey: [...jobsKey, 'mine', which],
    queryFn: ({ pageParam }) =>
      answer(
        api.jobs.$get({
          query: {
            userId: 'me',
            limit: pageSize,
            ...choice,
            ...(pageParam !== null && { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: which === 'upcoming' ? 10_000 : false,
  })
}

/** What is booked on one printer in a window (epoch ms), for the booking dialog's strip. */
export function usePrinterJobs(printerId: string, from: number, to: number) {
  const api = useApi()
  return useQuery({
    queryKey: [...jobsKey, 'printer', printerId, from, to],
    queryFn: () =>
      answer(
        api.jobs.$get({
          query: {
            printerId,
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
            limit: '200',
          },
        }),
      ),
    staleTime: 10_000,
  })
}

/** Board and lists show the new truth at once, whichever way the job changed. */
function useAfterJobChange() {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: boardKey }),
      queries.invalidateQueries({ queryKey: jobsKey }),
    ])
}

export function useBookJob() {
  const api = useApi()
  const afterJobChange = useAfterJobChange()
  return useMutation({
    mutationFn: (job: NewJob) => answer(api.jobs.$post({ json: job })),
    onSettled: afterJobChange,
  })
}

export type JobEnding = 'cancel' | 'finish'

export function useEndJob(ending: JobEnding) {
  const api = useApi()
  const afterJobChange = useAfterJobChange()
  return useMutation({
    mutationFn: (id: string) => answer(api.jobs[':id'][ending].$post({ param: { id } })),
    onSettled: afterJobChange,
  })
}
