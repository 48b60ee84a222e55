import { queryOptions, useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { siteKey } from './keys.ts'
import type { Api } from './shapes.ts'

export const siteQuery = (api: Api) =>
  queryOptions({
    queryKey: siteKey,
    queryFn: () => answer(api.site.$get()),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Whether it is known whose workshop this is, or that nobody will say. */
export const useSiteKnown = () => !useQuery(siteQuery(useApi())).isPending

/** The workshop's name, time zone, and whether this is a demo. Public. */
export const useSite = () => useQuery(siteQuery(useApi())).data

const defaultTimeZone = 'Europe/Berlin'

/** All times are shown in the workshop's zone, also on a laptop set to another one. */
export const useTimeZone = () => useSite()?.timeZone ?? defaultTimeZone
