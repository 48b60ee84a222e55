import { useQuery } from '@tanstack/react-query'
import type { InferRequestType, InferResponseType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const costCentresKey = ['cost-centres'] as const
const tariffsKey = ['tariffs'] as const
const costsKey = ['costs'] as const

export type NewCostCentre = InferRequestType<Api['cost-centres']['$post']>['json']
export type NewTariff = InferRequestType<Api['tariffs']['$post']>['json']
/** The tables for spreadsheets come from the same address as plain files. */
export type CostReport = Exclude<
  InferResponseType<Api['reports']['costs']['$get'], 200>,
  string | ArrayBuffer
>

/** What reservations can be charged to. */
export function useCostCentres() {
  const api = useApi()
  return useQuery({
    queryKey: costCentresKey,
    queryFn: async () => (await answer(api['cost-centres'].$get())).items,
  })
}

export type CostCentre = NonNullable<ReturnType<typeof useCostCentres>['data']>[number]

/** Adds a cost centre, or changes the one with this id. */
export const useSaveCostCentre = (id: string | undefined, onDone: () => void) =>
  useWrite(
    (api, json: NewCostCentre) =>
      id === undefined
        ? answer(api['cost-centres'].$post({ json }))
        : answer(api['cost-centres'][':id'].$patch({ param: { id }, json })),
    { keys: [costCentresKey], onDone },
  )

export const useArchiveCostCentre = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api['cost-centres'][':id'].$delete({ param: { id } })), {
    keys: [costCentresKey],
    onDone,
  })

/** Prices, those of the past and those to come too. */
export function useTariffs() {
  const api = useApi()
  return useQuery({ queryKey: tariffsKey, queryFn: async () => (await answer(api.tariffs.$get())).items })
}

export type Tariff = NonNullable<ReturnType<typeof useTariffs>['data']>[number]

export const useAddTariff = (onDone: () => void) =>
  useWrite((api, json: NewTariff) => answer(api.tariffs.$post({ json })), {
    keys: [tariffsKey, costsKey],
    onDone,
  })

export const useRemoveTariff = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.tariffs[':id'].$delete({ param: { id } })), {
    keys: [tariffsKey, costsKey],
    onDone,
  })

/** What a month (`2026-11`) cost. */
export function useCosts(month: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...costsKey, month],
    queryFn: () => answer(api.reports.costs.$get({ query: { month } })) as Promise<CostReport>,
  })
}

/** Closes a month for good. */
export const useFreezeMonth = (onDone: () => void) =>
  useWrite((api, month: string) => answer(api.reports.costs[':month'].freeze.$post({ param: { month } })), {
    keys: [costsKey],
    onDone,
  })

type NewCorrection = InferRequestType<Api['reports']['costs'][':month']['corrections']['$post']>['json']

/** Puts a closed month right by a booking of its own. */
export const useCorrectMonth = (month: string, onDone: () => void) =>
  useWrite(
    (api, json: NewCorrection) =>
      answer(api.reports.costs[':month'].corrections.$post({ param: { month }, json })),
    { keys: [costsKey], onDone },
  )
