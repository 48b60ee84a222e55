import { useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, notificationsKey, printersKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const faultsKey = ['faults'] as const
const keys = [faultsKey, boardKey, printersKey, notificationsKey, ['incidents']]
/** A photo over the workshop's Wi-Fi. */
const uploadTimeoutMs = 30_000

export type FaultAnswer = InferRequestType<Api['problems'][':id']['answer']['$post']>['json']
export type NewFault = { printerId: string; text: string; outOfOrder: boolean; photo?: Blob | undefined }

/** What was reported: by everybody for staff, by oneself for all others. */
export function useFaults(which: 'open' | 'all') {
  const api = useApi()
  return useQuery({
    queryKey: [...faultsKey, which],
    queryFn: async () =>
      (await answer(api.problems.$get({ query: { open: which === 'open' ? 'true' : 'false' } }))).items,
  })
}
export type Fault = NonNullable<ReturnType<typeof useFaults>['data']>[number]

export function useFault(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...faultsKey, 'one', id],
    queryFn: () => answer(api.problems[':id'].$get({ param: { id } })),
  })
}

/** Where its picture is; the report's answer makes the browser ask anew. */
export const photoPath = (id: string) => `/api/problems/${encodeURIComponent(id)}/photo`

const sendPhoto = (api: Api, id: string, photo: Blob) =>
  answer(
    api.problems[':id'].photo.$put(
      { param: { id } },
      { init: { body: photo, signal: AbortSignal.timeout(uploadTimeoutMs) } },
    ),
  )

/** Reports a fault, then adds its photo. `isPhotoMissing`: the report is there, its photo did not come through. */
export const useReportFault = (onDone: (fault: { id: string; isPhotoMissing: boolean }) => void) =>
  useWrite(
    async (api, { printerId, photo, ...json }: NewFault) => {
      const { id } = await answer(api.printers[':id'].problems.$post({ param: { id: printerId }, json }))
      if (!photo) return { id, isPhotoMissing: false }
      const isPhotoMissing = await sendPhoto(api, id, photo).then(
        () => false,
        () => true,
      )
      return { id, isPhotoMissing }
    },
    { keys, onDone },
  )

export const useAddPhoto = (id: string, onDone: () => void) =>
  useWrite((api, photo: Blob) => sendPhoto(api, id, photo), { keys, onDone })

export const useRemovePhoto = (id: string) =>
  useWrite((api, _: undefined) => answer(api.problems[':id'].photo.$delete({ param: { id } })), { keys })

export const useAnswerFault = (id: string, onDone: () => void) =>
  useWrite((api, json: FaultAnswer) => answer(api.problems[':id'].answer.$post({ param: { id }, json })), {
    keys,
    onDone,
  })
