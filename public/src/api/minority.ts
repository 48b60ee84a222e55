import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { useWrite } from './write.ts'

const minorityKey = ['minority'] as const

/** The day somebody comes of age, while they are a minor. */
export function useMinority(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...minorityKey, id],
    queryFn: () => answer(api.users[':id'].minority.$get({ param: { id } })),
  })
}

export const useSaveMinority = (id: string, onDone: () => void) =>
  useWrite(
    (api, adultOn: string | null) =>
      answer(api.users[':id'].minority.$put({ param: { id }, json: { adultOn } })),
    { keys: [minorityKey], onDone },
  )
