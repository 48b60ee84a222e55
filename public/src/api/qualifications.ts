import { useQueries, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { instructionsKey, qualificationsKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const keys = [qualificationsKey, instructionsKey]

export type NewQualification = InferRequestType<Api['qualifications']['$post']>['json']
export type NewGrant = InferRequestType<Api['qualifications'][':id']['holders']['$post']>['json']

/** What people can be instructed in. */
export function useQualifications() {
  const api = useApi()
  return useQuery({
    queryKey: [...qualificationsKey, 'list'],
    queryFn: async () => (await answer(api.qualifications.$get())).items,
  })
}

export type Qualification = NonNullable<ReturnType<typeof useQualifications>['data']>[number]

/** Who holds each of these, in the same order. */
export function useHolders(ids: string[]) {
  const api = useApi()
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: [...qualificationsKey, 'holders', id],
      queryFn: async () => (await answer(api.qualifications[':id'].holders.$get({ param: { id } }))).items,
    })),
  })
}

export type Grant = NonNullable<ReturnType<typeof useHolders>[number]['data']>[number]

/** Adds a qualification, or changes the one with this id. */
export const useSaveQualification = (id: string | undefined, onDone: () => void) =>
  useWrite(
    (api, json: NewQualification) =>
      id === undefined
        ? answer(api.qualifications.$post({ json }))
        : answer(api.qualifications[':id'].$patch({ param: { id }, json })),
    { keys, onDone },
  )

export const useArchiveQualification = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.qualifications[':id'].$delete({ param: { id } })), {
    keys,
    onDone,
  })

export const useGrant = (id: string, onDone: () => void) =>
  useWrite(
    (api, json: NewGrant) => answer(api.qualifications[':id'].holders.$post({ param: { id }, json })),
    {
      keys,
      onDone,
    },
  )

export const useRevoke = (id: string, onDone: () => void) =>
  useWrite(
    (api, userId: string) =>
      answer(api.qualifications[':id'].holders[':userId'].$delete({ param: { id, userId } })),
    { keys, onDone },
  )
