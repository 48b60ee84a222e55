import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, jobsKey } from './keys.ts'
import type { Job, JobChange } from './shapes.ts'
import { useWrite } from './write.ts'

/** One job, with what it took and cost so far. With a reason staff open whose it was, on record. */
export function useJob(id: string, reason?: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...jobsKey, 'one', id, reason],
    queryFn: () =>
      answer(api.jobs[':id'].$get({ param: { id }, query: { ...(reason !== undefined && { reason }) } })),
    placeholderData: (before) => (before?.id === id ? before : undefined),
    refetchInterval: 15_000,
  })
}

export type JobDetails = NonNullable<ReturnType<typeof useJob>['data']>

/** Minutes are kept 30 days, and at most a day of them is answered at once; hours stay for ever. */
const dayMs = 86_400_000
const minutesKeptMs = 30 * dayMs

/** What a plug took in `[from, to)` (epoch ms): by minute where that is kept, by hour else. */
export function useEnergyCurve(plugId: string | null, from: number, to: number, now: number) {
  const api = useApi()
  const resolution = to - from <= dayMs && now - from < minutesKeptMs ? 'minute' : 'hour'
  return useQuery({
    queryKey: ['energy', plugId, from, to, resolution],
    enabled: plugId !== null && to > from,
    queryFn: () =>
      answer(
        api.energy.$get({
          query: {
            ...(plugId !== null && { plugId }),
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
            resolution,
          },
        }),
      ),
    staleTime: 30_000,
    placeholderData: (before) => before,
  })
}

const keys = [boardKey, jobsKey]

/** Why somebody else's job is changed; its holder is told. */
type Reasoned = { reason?: string }
type Act<T = object> = { id: string } & T

export const useChangeJob = (onDone: (job: Job) => void) =>
  useWrite(
    (api, { id, version, ...json }: Act<JobChange & { version: number }>) =>
      answer(api.jobs[':id'].$patch({ param: { id }, json }, { headers: { 'If-Match': `"${version}"` } })),
    { keys, onDone },
  )

export const useExtendJob = (onDone: (job: Job) => void) =>
  useWrite(
    (api, { id, ...json }: Act<Reasoned & { minutes: number }>) =>
      answer(api.jobs[':id'].extend.$post({ param: { id }, json })),
    { keys, onDone },
  )

export const useStartJob = (onDone: (job: Job) => void) =>
  useWrite(
    (api, { id, ...json }: Act<Reasoned>) => answer(api.jobs[':id'].start.$post({ param: { id }, json })),
    { keys, onDone },
  )

/** Gives a job its power back that somebody took at the plug. */
export const useSwitchOnAgain = (onDone: (job: Job) => void) =>
  useWrite((api, { id }: Act) => answer(api.jobs[':id']['switch-on'].$post({ param: { id } })), {
    keys: [...keys, ['incidents']],
    onDone,
  })

export const useOfferJob = (onDone: (job: Job) => void) =>
  useWrite(
    (api, { id, ...json }: Act<Reasoned & { userId: string }>) =>
      answer(api.jobs[':id'].transfer.$post({ param: { id }, json })),
    { keys, onDone },
  )

export const useAcceptTransfer = (onDone: (job: Job) => void) =>
  useWrite((api, { id }: Act) => answer(api.jobs[':id'].transfer.accept.$post({ param: { id } })), {
    keys,
    onDone,
  })

export const useDeclineTransfer = (onDone: (job: Job) => void) =>
  useWrite((api, { id }: Act) => answer(api.jobs[':id'].transfer.decline.$post({ param: { id } })), {
    keys,
    onDone,
  })

/** Takes the equal printer that is offered while the one before takes longer. */
export const useAcceptOffer = (onDone: (job: Job) => void) =>
  useWrite(
    (api, { id, printerId }: Act<{ printerId: string }>) =>
      answer(api.jobs[':id']['accept-offer'].$post({ param: { id }, json: { printerId } })),
    { keys, onDone },
  )
