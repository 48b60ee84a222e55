import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { useWrite } from './write.ts'

const accessKey = ['kiosk-access'] as const

/** Whether one can sign in at the workshop's kiosks, by PIN or badge. */
export function useKioskAccess() {
  const api = useApi()
  return useQuery({ queryKey: accessKey, queryFn: () => answer(api['kiosk-access'].$get()) })
}

export const useSetPin = (onDone: () => void) =>
  useWrite((api, json: { password: string; pin: string }) => answer(api['kiosk-access'].pin.$put({ json })), {
    keys: [accessKey],
    onDone,
  })

export const useRemoveKioskAccess = (onDone: () => void) =>
  useWrite((api, what: 'pin' | 'badge') => answer(api['kiosk-access'][what].$delete()), {
    keys: [accessKey],
    onDone,
  })
