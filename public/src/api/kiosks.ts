import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { useWrite } from './write.ts'

const kiosksKey = ['kiosks'] as const

/** Displays on the wall that may show the board. */
export function useKiosks() {
  const api = useApi()
  return useQuery({ queryKey: kiosksKey, queryFn: async () => (await answer(api.kiosks.$get())).items })
}

export type Kiosk = NonNullable<ReturnType<typeof useKiosks>['data']>[number]

/** The answer holds the code that enrols the device, which the server tells only once. */
export const useEnrolKiosk = () =>
  useWrite((api, json: { name: string }) => answer(api.kiosks.$post({ json })), { keys: [kiosksKey] })

/** Another code for a display that is there already; its device stays in until the code is used. */
export const useRenewKioskCode = (onDone: (answer: KioskCode) => void) =>
  useWrite((api, id: string) => answer(api.kiosks[':id'].code.$post({ param: { id } })), {
    keys: [kiosksKey],
    onDone,
  })

export type KioskCode = NonNullable<ReturnType<typeof useEnrolKiosk>['data']>

export const useRemoveKiosk = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.kiosks[':id'].$delete({ param: { id } })), {
    keys: [kiosksKey],
    onDone,
  })
