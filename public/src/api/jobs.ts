import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, jobsKey } from './keys.ts'
import type { Api, NewJob } from './shapes.ts'

const pageSize = '20'

const live = 'requested,scheduled,running,overrunning'
const over = 'finished,cancelled,missed,rejected,expired'

export type JobOrder = 'startsAt' | '-startsAt'
/** What to look for, if anything, and in which order it stands. */
type OwnJobsFilter = { sort: JobOrder; search?: string }

/** Own reservations page by page: those to come, or those that are over. */
export function useOwnJobs(which: 'upcoming' | 'past', filter: OwnJobsFilter) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...jobsKey, 'mine', which, filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.jobs.$get({
          query: {
            userId: 'me',
            limit: pageSize,
            status: which === 'upcoming' ? live : over,
            ...filter,
            ...(pageParam !== null && { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: which === 'upcoming' ? 10_000 : false,
    placeholderData: (before) => before,
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

/** Board and lists ask anew at once, whichever way the job changed. */
function useRefresh() {
  const queries = useQueryClient()
  return () => {
    void queries.invalidateQueries({ queryKey: boardKey })
    void queries.invalidateQueries({ queryKey: jobsKey })
  }
}

// `onDone` belongs to the mutation, not to the call: the row that asked may be gone when the answer comes.

/** A booked job; of a series with all its jobs, and what was left out. */
export type BookedJob = InferResponseType<Api['jobs']['$post'], 201>

export function useBookJob(onDone: (job: BookedJob) => void) {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (job: NewJob) => answer(api.jobs.$post({ json: job })),
    onSuccess: onDone,
    onSettled: refresh,
  })
}

export type JobEnding = 'cancel' | 'finish'
/** How much of a series is meant. */
export type SeriesScope = 'one' | 'following' | 'all'

export function useEndJob(ending: JobEnding, onDone: () => void) {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, scope, reason }: { id: string; scope: SeriesScope; reason: string }) => {
      const job = api.jobs[':id']
      const why = reason.trim() === '' ? {} : { reason: reason.trim() }
      return ending === 'cancel'
        ? answer(job.cancel.$post({ param: { id }, json: { scope, ...why } }))
        : answer(job.finish.$post({ param: { id }, json: why }))
    },
    onSuccess: onDone,
    onSettled: refresh,
  })
}
