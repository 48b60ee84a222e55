import { useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { instructionsKey, notificationsKey, qualificationsKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const keys = [instructionsKey, qualificationsKey, notificationsKey]

type OneInstruction = Api['instructions'][':id']
export type NewText = InferRequestType<OneInstruction['texts']['$post']>['json']
export type OwnSignature = InferRequestType<OneInstruction['sign']['$post']>['json']

/** What can be instructed, with the text in force and how one stands oneself. */
export function useInstructions() {
  const api = useApi()
  return useQuery({
    queryKey: [...instructionsKey, 'list'],
    queryFn: async () => (await answer(api.instructions.$get())).items,
  })
}
export type Instruction = NonNullable<ReturnType<typeof useInstructions>['data']>[number]

/** What waits for one of the two signatures, of everybody. */
export function usePendingSignatures() {
  const api = useApi()
  return useQuery({
    queryKey: [...instructionsKey, 'pending'],
    queryFn: async () => (await answer(api.instructions.pending.$get())).items,
  })
}
export type PendingSignature = NonNullable<ReturnType<typeof usePendingSignatures>['data']>[number]

export type EvidenceQuery = { userId: string } | { qualificationId: string }

export function useEvidence(query: EvidenceQuery) {
  const api = useApi()
  return useQuery({
    queryKey: [...instructionsKey, 'evidence', query],
    queryFn: () => answer(api.instructions.evidence.$get({ query })),
  })
}

export const useSign = (id: string, onDone: (standing: { completedAt: string | null }) => void) =>
  useWrite((api, json: OwnSignature) => answer(api.instructions[':id'].sign.$post({ param: { id }, json })), {
    keys,
    onDone,
  })

export const useConfirmInstruction = (id: string, onDone: () => void) =>
  useWrite(
    (api, json: { textId: string; userIds: string[] }) =>
      answer(api.instructions[':id'].confirm.$post({ param: { id }, json })),
    { keys, onDone },
  )

export const usePublishText = (id: string, onDone: () => void) =>
  useWrite((api, json: NewText) => answer(api.instructions[':id'].texts.$post({ param: { id }, json })), {
    keys,
    onDone,
  })
