import { useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, plugsKey, printersKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

export type NewPrinter = InferRequestType<Api['printers']['$post']>['json']
export type PrinterChange = InferRequestType<Api['printers'][':id']['$patch']>['json']

const keys = [printersKey, plugsKey, boardKey]

/** All printers, for those who manage them; readings are renewed every 10 s. */
export function usePrinters() {
  const api = useApi()
  return useQuery({
    queryKey: printersKey,
    queryFn: async () => (await answer(api.printers.$get())).items,
    refetchInterval: 10_000,
  })
}

export function usePrinter(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...printersKey, id],
    queryFn: () => answer(api.printers[':id'].$get({ param: { id } })),
    refetchInterval: 10_000,
  })
}

export type ManagedPrinter = NonNullable<ReturnType<typeof usePrinters>['data']>[number]
export type PrinterDetails = NonNullable<ReturnType<typeof usePrinter>['data']>

export const useAddPrinter = (onDone: (printer: { id: string; name: string }) => void) =>
  useWrite((api, json: NewPrinter) => answer(api.printers.$post({ json })), { keys, onDone })

export const useChangePrinter = (id: string, onDone?: () => void) =>
  useWrite((api, json: PrinterChange) => answer(api.printers[':id'].$patch({ param: { id }, json })), {
    keys,
    onDone,
  })

export const useRemovePrinter = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.printers[':id'].$delete({ param: { id } })), {
    keys,
    gone: (id) => [...printersKey, id],
    onDone,
  })
