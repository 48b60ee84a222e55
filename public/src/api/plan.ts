import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { jobsKey } from './keys.ts'
import type { Api, Job } from './shapes.ts'

const pageSize = '200'
/** More than a month of a workshop holds; the rest would not be legible anyway. */
const maxPages = 10

const shown = 'requested,scheduled,running,overrunning,finished,missed'

async function readJobs(api: Api, from: number, to: number): Promise<Job[]> {
  const jobs: Job[] = []
  let cursor: string | undefined
  for (let page = 0; page < maxPages; page += 1) {
    const { items, nextCursor } = await answer(
      api.jobs.$get({
        query: {
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          status: shown,
          limit: pageSize,
          ...(cursor !== undefined && { cursor }),
        },
      }),
    )
    jobs.push(...items)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return jobs
}

/** All jobs that held or hold a printer in `[from, to)` (epoch ms). The span before stays while the next one comes. */
export function usePlanJobs(from: number, to: number) {
  const api = useApi()
  return useQuery({
    queryKey: [...jobsKey, 'plan', from, to],
    queryFn: () => readJobs(api, from, to),
    refetchInterval: 30_000,
    placeholderData: (before) => before,
  })
}

const dayMs = 86_400_000

/** One's own jobs that count against limits: a week back, two months ahead. */
export function useOwnShare(now: number) {
  const api = useApi()
  const day = Math.floor(now / dayMs) * dayMs
  return useQuery({
    queryKey: [...jobsKey, 'share', day],
    queryFn: () =>
      answer(
        api.jobs.$get({
          query: {
            userId: 'me',
            from: new Date(day - 7 * dayMs).toISOString(),
            to: new Date(day + 62 * dayMs).toISOString(),
            status: 'requested,scheduled,running,overrunning,finished',
            limit: pageSize,
          },
        }),
      ),
    staleTime: 30_000,
  })
}
