import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, jobsKey } from './keys.ts'
import { useMay } from './permission.ts'
import { useWrite } from './write.ts'

/** More requests than a trainer would read at once. */
const limit = '100'
const keys = [jobsKey, boardKey]

/** Reservations that wait for a trainer's yes or no, soonest first; asked only by those who may decide. */
export function useRequests() {
  const api = useApi()
  const enabled = useMay('job.decide')
  return useQuery({
    queryKey: [...jobsKey, 'requests'],
    queryFn: async () =>
      (await answer(api.jobs.$get({ query: { status: 'requested', sort: 'startsAt', limit } }))).items,
    refetchInterval: 60_000,
    enabled,
  })
}

export const useApproveJob = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.jobs[':id'].approve.$post({ param: { id }, json: {} })), {
    keys,
    onDone,
  })

export const useRejectJob = (id: string, onDone: () => void) =>
  useWrite((api, json: { text: string }) => answer(api.jobs[':id'].reject.$post({ param: { id }, json })), {
    keys,
    onDone,
  })
