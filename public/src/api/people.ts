import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const peopleKey = ['people'] as const
const cohortsKey = ['cohorts'] as const
const keys = [peopleKey, cohortsKey, boardKey]

export type NewUser = InferRequestType<Api['users']['$post']>['json']
export type UserChange = InferRequestType<Api['users'][':id']['$patch']>['json']
type UserQuery = InferRequestType<Api['users']['$get']>['query']
export type PeopleFilter = Pick<UserQuery, 'search' | 'role' | 'cohortId' | 'state' | 'sort'>

/** A thousand temporary passwords take the host a while. */
const importTimeoutMs = 60_000

/** People page by page, by name unless sorted otherwise. Empty filters are left out. */
export function usePeople(filter: PeopleFilter) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...peopleKey, 'list', filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.users.$get({
          query: { ...filter, limit: '50', ...(pageParam !== null && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })
}

export type Person = NonNullable<ReturnType<typeof usePeople>['data']>['pages'][number]['items'][number]

export function usePerson(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...peopleKey, 'one', id],
    queryFn: () => answer(api.users[':id'].$get({ param: { id } })),
  })
}

export type PersonDetail = NonNullable<ReturnType<typeof usePerson>['data']>

/** The answer holds the temporary password, which the server tells only once. */
export const useAddPerson = () =>
  useWrite((api, json: NewUser) => answer(api.users.$post({ json })), { keys })

export const useChangePerson = (id: string, onDone?: () => void) =>
  useWrite((api, json: UserChange) => answer(api.users[':id'].$patch({ param: { id }, json })), {
    keys,
    onDone,
  })

export const useResetPassword = () =>
  useWrite((api, id: string) => answer(api.users[':id']['reset-password'].$post({ param: { id } })), {
    keys,
  })

export type PersonDeed = 'unlock' | 'reset-second-factor' | 'reset-kiosk-access' | 'anonymise'

export const usePersonDeed = (deed: PersonDeed, onDone: () => void) =>
  useWrite((api, id: string) => answer(api.users[':id'][deed].$post({ param: { id } })), {
    keys,
    ...(deed === 'anonymise' && { gone: (id: string) => [...peopleKey, 'one', id] }),
    onDone,
  })

/** Everything kept about a person, as text to be saved. */
export function usePersonalData() {
  const api = useApi()
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason?: string }) =>
      answer(
        api.users[':id'].export.$get({ param: { id }, query: { ...(reason !== undefined && { reason }) } }),
      ),
  })
}

export type PeopleImport = InferRequestType<Api['users']['import']['$post']>['json']

export const useImportPeople = () =>
  useWrite(
    (api, json: PeopleImport) =>
      answer(api.users.import.$post({ json }, { init: { signal: AbortSignal.timeout(importTimeoutMs) } })),
    { keys },
  )

export type ImportReport = NonNullable<ReturnType<typeof useImportPeople>['data']>

export function useCohorts() {
  const api = useApi()
  return useQuery({ queryKey: cohortsKey, queryFn: async () => (await answer(api.cohorts.$get())).items })
}

export type Cohort = NonNullable<ReturnType<typeof useCohorts>['data']>[number]
export type NewCohort = InferRequestType<Api['cohorts']['$post']>['json']

/** Adds a cohort, or changes the one with this id. */
export const useSaveCohort = (id: string | undefined, onDone: () => void) =>
  useWrite(
    (api, json: NewCohort) =>
      id === undefined
        ? answer(api.cohorts.$post({ json }))
        : answer(api.cohorts[':id'].$patch({ param: { id }, json })),
    { keys, onDone },
  )

export const useArchiveCohort = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.cohorts[':id'].$delete({ param: { id } })), { keys, onDone })

export type RollOver = InferRequestType<Api['cohorts'][':id']['roll-over']['$post']>['json']

/** With `dryRun` it only tells whom it would be. */
export const useRollOver = (id: string) =>
  useWrite((api, json: RollOver) => answer(api.cohorts[':id']['roll-over'].$post({ param: { id }, json })), {
    keys,
  })
