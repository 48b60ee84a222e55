import { useMutation, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, printersKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

export type PowerPolicyChange = InferRequestType<Api['printers'][':id']['power-policy']['$put']>['json']

/** How the machine is switched: what is in force, and what it overrides of its model's defaults. */
export function usePowerPolicy(printerId: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...printersKey, printerId, 'power'],
    queryFn: () => answer(api.printers[':id']['power-policy'].$get({ param: { id: printerId } })),
  })
}

export type PowerPolicy = NonNullable<ReturnType<typeof usePowerPolicy>['data']>

/** Replaces all overrides. */
export const useChangePowerPolicy = (printerId: string, onDone: () => void) =>
  useWrite(
    (api, json: PowerPolicyChange) =>
      answer(api.printers[':id']['power-policy'].$put({ param: { id: printerId }, json })),
    { keys: [printersKey, boardKey], onDone },
  )

/** Proposes thresholds from a recorded print between two instants (ISO); changes nothing. */
export function useCalibration(printerId: string) {
  const api = useApi()
  return useMutation({
    mutationFn: (json: { from: string; to: string }) =>
      answer(api.printers[':id'].calibration.$post({ param: { id: printerId }, json })),
  })
}
