import { useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, printersKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const maintenanceKey = ['maintenance'] as const
const keys = [maintenanceKey, boardKey, printersKey, ['incidents']]

export type PlanChange = InferRequestType<Api['maintenance'][':id']['$put']>['json']

/** What the machines need from time to time, with what they did since and when it falls due. */
export function useMaintenance() {
  const api = useApi()
  return useQuery({
    queryKey: [...maintenanceKey, 'plans'],
    queryFn: async () => (await answer(api.maintenance.$get({ query: {} }))).items,
  })
}
export type MaintenancePlan = NonNullable<ReturnType<typeof useMaintenance>['data']>[number]

export function useServices(printerId: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...maintenanceKey, 'services', printerId],
    queryFn: async () => (await answer(api.maintenance.services.$get({ query: { printerId } }))).items,
  })
}
export type Service = NonNullable<ReturnType<typeof useServices>['data']>[number]

/** Adds a plan to a machine, or changes the one with this id. */
export const useSavePlan = (where: { printerId: string } | { id: string }, onDone: () => void) =>
  useWrite(
    (api, json: PlanChange) =>
      'id' in where
        ? answer(api.maintenance[':id'].$put({ param: { id: where.id }, json }))
        : answer(api.maintenance.$post({ json: { ...json, printerId: where.printerId } })),
    { keys, onDone },
  )

export const useRemovePlan = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.maintenance[':id'].$delete({ param: { id } })), { keys, onDone })

export const useRecordService = (id: string, onDone: () => void) =>
  useWrite(
    (api, json: { checked: string[]; note?: string }) =>
      answer(api.maintenance[':id'].services.$post({ param: { id }, json })),
    { keys, onDone },
  )
