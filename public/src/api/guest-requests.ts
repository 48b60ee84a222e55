import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { useWrite } from './write.ts'

const guestsKey = ['guest-requests'] as const

/** Guests who asked at a kiosk and wait for a trainer, newest first. */
export function useGuestRequests() {
  const api = useApi()
  return useQuery({
    queryKey: guestsKey,
    queryFn: async () =>
      (await answer(api['guest-requests'].$get({ query: { status: 'waiting', limit: '200' } }))).items,
    refetchInterval: 30_000,
  })
}

export type GuestRequest = NonNullable<ReturnType<typeof useGuestRequests>['data']>[number]

/** The answer holds the one-time code, which the server tells only once. */
export const useApproveGuest = (onDone: (answer: { request: GuestRequest; code: string }) => void) =>
  useWrite(
    (api, id: string) => answer(api['guest-requests'][':id'].approve.$post({ param: { id }, json: {} })),
    { keys: [guestsKey], onDone },
  )

export const useRejectGuest = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api['guest-requests'][':id'].reject.$post({ param: { id } })), {
    keys: [guestsKey],
    onDone,
  })
