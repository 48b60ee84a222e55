import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const recordKey = ['training-record'] as const

/** The table for spreadsheets comes from the same address as a plain file. */
export type TrainingRecord = InferResponseType<Api['figures']['training-record']['$put'], 200>

/** Whose week; somebody else's is opened with a reason where the workshop asks for one. */
export type RecordQuery = { week: string; userId?: string; reason?: string }

/** What somebody did on machines in a week, and wrote about it. */
export function useTrainingRecord(query: RecordQuery) {
  const api = useApi()
  return useQuery({
    queryKey: [...recordKey, query],
    queryFn: async () =>
      (await answer<unknown>(api.figures['training-record'].$get({ query }))) as TrainingRecord,
  })
}

export const useWriteWeek = (onDone: () => void) =>
  useWrite(
    (api, json: { week: string; text: string; version: number }) =>
      answer(api.figures['training-record'].$put({ json })),
    { keys: [recordKey], onDone },
  )
