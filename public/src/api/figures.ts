import { useQuery } from '@tanstack/react-query'
import type { InferRequestType, InferResponseType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import type { Api } from './shapes.ts'

type StatisticsAnswer = InferResponseType<Api['statistics']['$get'], 200>
/** Sums by group; the heat map comes from the same address. */
export type Statistics = Extract<StatisticsAnswer, { total: unknown }>
export type Figures = Statistics['items'][number]
export type HeatMap = Exclude<StatisticsAnswer, Statistics | string>
export type Refusals = Exclude<InferResponseType<Api['statistics']['refusals']['$get'], 200>, string>
export type Comparison = Exclude<InferResponseType<Api['figures']['planned-measured']['$get'], 200>, string>

type StatisticsQuery = InferRequestType<Api['statistics']['$get']>['query']

/** Local days; `to` is not included. With `userId` only that person's, others' for a reason that goes on record. */
export type Asked = { from: string; to: string; userId?: string; reason?: string }

/** What was added up a minute ago is still right enough. */
const staleTime = 60_000
const figuresKey = ['figures'] as const

const options = <T>(what: string, asked: object, queryFn: () => Promise<T>) => ({
  queryKey: [...figuresKey, what, asked],
  queryFn,
  staleTime,
  // The period before stays until the next one is there.
  placeholderData: (before: T | undefined) => before,
})

/** Sums of a period, by up to two groupings (`printer,day`). */
export function useStatistics(query: StatisticsQuery) {
  const api = useApi()
  return useQuery(
    options('sums', query, async () => (await answer(api.statistics.$get({ query }))) as Statistics),
  )
}

/** Booked time by weekday and hour. */
export function useHeatMap(asked: Asked) {
  const api = useApi()
  const query = { ...asked, groupBy: 'weekdayHour' }
  return useQuery(
    options('heat', asked, async () => (await answer(api.statistics.$get({ query }))) as HeatMap),
  )
}

/** Why bookings were refused. */
export function useRefusals({ from, to }: Asked) {
  const api = useApi()
  const query = { from, to }
  return useQuery(
    options(
      'refusals',
      query,
      async () => (await answer(api.statistics.refusals.$get({ query }))) as Refusals,
    ),
  )
}

/** Booked against worked time by machine. */
export function useComparison(asked: Asked) {
  const api = useApi()
  return useQuery(
    options(
      'planned',
      asked,
      async () => (await answer(api.figures['planned-measured'].$get({ query: asked }))) as Comparison,
    ),
  )
}

/** Where the same comes as a table for a spreadsheet. */
export const csvOf = (
  path: 'statistics' | 'statistics/refusals' | 'figures/planned-measured',
  query: object,
) => `/api/${path}?${new URLSearchParams({ ...query, format: 'csv' })}`
