import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, instructionsKey, jobsKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const kioskKey = ['kiosk'] as const
const pollEveryMs = 30_000

export type KioskState = InferResponseType<Api['kiosk']['$get'], 200>
export type Visitor = InferResponseType<Api['kiosk']['sign-in']['$post'], 200>

const kioskQuery = (api: Api) =>
  queryOptions({
    queryKey: kioskKey,
    queryFn: () => answer(api.kiosk.$get()),
    refetchInterval: pollEveryMs,
    retry: false,
  })

/** Which kiosk this device is, who stands before it, whether the workshop is open; fails with 401 on others. */
export const useKioskState = () => useQuery(kioskQuery(useApi()))

/** The token of the visit that is on, for its writes. */
export const visitorCsrfToken = (queries: QueryClient) =>
  queries.getQueryData<KioskState>(kioskKey)?.visitor?.csrfToken

/** Makes this device a kiosk, by the admin's code or the token of a link. */
export function useEnrolDevice() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (json: { code: string } | { token: string }) => answer(api.kiosk.enrol.$post({ json })),
    // Awaited, so that the page is shown with what the kiosk may see.
    onSuccess: () => queries.resetQueries(),
  })
}

/** Whoever comes or goes: what was seen so far was for somebody else's eyes. */
function useVisitorChange() {
  const queries = useQueryClient()
  return (visitor: Visitor | null) => {
    queries.setQueryData<KioskState>(kioskKey, (state) => state && { ...state, visitor })
    void queries.invalidateQueries({ queryKey: boardKey })
    queries.removeQueries({ queryKey: jobsKey })
    queries.removeQueries({ queryKey: instructionsKey })
  }
}

export type QuickSignIn =
  | { username: string; pin: string }
  | { userId: string; pin: string }
  | { badge: string }

export function useQuickSignIn(onDone?: (visitor: Visitor) => void) {
  const api = useApi()
  const change = useVisitorChange()
  return useMutation({
    mutationFn: (json: QuickSignIn) => answer(api.kiosk['sign-in'].$post({ json })),
    onSuccess: (visitor) => {
      change(visitor)
      onDone?.(visitor)
    },
  })
}

/** Signs out; the page forgets the person also when the server can't be told. */
export function useLeaveKiosk() {
  const api = useApi()
  const change = useVisitorChange()
  return useMutation({
    mutationFn: () => answer(api.kiosk['sign-out'].$post()),
    onSettled: () => change(null),
  })
}

export const useKeepVisit = () => useWrite((api) => answer(api.kiosk.keep.$post()), { keys: [] })

export const useLinkBadge = (onDone: () => void) =>
  useWrite((api, badge: string) => answer(api.kiosk.badge.$post({ json: { badge } })), { keys: [], onDone })

type GuestWish = { name: string; purpose: string; printerId: string; minutes: number }

export const useAskAsGuest = () =>
  useWrite((api, json: GuestWish) => answer(api.kiosk['guest-requests'].$post({ json })), { keys: [] })

export const useGuestCode = () =>
  useWrite(
    (api, { code, then }: { code: string; then: 'start' | 'finish' }) =>
      then === 'start'
        ? answer(api.kiosk['guest-jobs'].$post({ json: { code } }))
        : answer(api.kiosk['guest-jobs'].finish.$post({ json: { code } })),
    { keys: [boardKey] },
  )

export type JobDeed = { id: string } & ({ deed: 'start' | 'finish' } | { deed: 'extend'; minutes: number })

/** What is done to one's own reservation at the machine. */
export const useJobDeed = (onDone: (job: { endsAt: string }, deed: JobDeed) => void) =>
  useWrite(
    (api, deed: JobDeed) => {
      const job = api.jobs[':id']
      const param = { id: deed.id }
      if (deed.deed === 'extend') return answer(job.extend.$post({ param, json: { minutes: deed.minutes } }))
      return deed.deed === 'start' ? answer(job.start.$post({ param })) : answer(job.finish.$post({ param }))
    },
    { keys: [boardKey, jobsKey], onDone },
  )

export const useReportProblem = (onDone: (report: { id: string }) => void) =>
  useWrite(
    (api, { printerId, ...json }: { printerId: string; text: string; outOfOrder: boolean }) =>
      answer(api.printers[':id'].problems.$post({ param: { id: printerId }, json })),
    { keys: [boardKey], onDone },
  )

/** "It was me": the open question about this printer, if there is one, is answered. */
export const useClaimUse = (onDone: () => void) =>
  useWrite(
    async (api, printerId: string) => {
      const { items } = await answer(api.incidents.$get({ query: { open: 'true', printerId } }))
      const question = items.find(({ kind, claimedAt }) => kind === 'unbooked_use' && claimedAt === null)
      if (question) await answer(api.incidents[':id'].claim.$post({ param: { id: question.id } }))
    },
    { keys: [boardKey], onDone },
  )
