import { useQuery } from '@tanstack/react-query'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { useWrite } from './write.ts'

const factorKey = ['second-factor'] as const
const keys = [factorKey]

/** Since when one signs in with a second factor, and how many recovery codes are unused. Not asked for whom there is none. */
export function useSecondFactor(mayHaveOne = true) {
  const api = useApi()
  return useQuery({
    queryKey: factorKey,
    enabled: mayHaveOne,
    queryFn: () => answer(api.auth['second-factor'].$get()),
  })
}

/** A new secret for the app. It counts only once a code made from it is confirmed. */
export const useBeginSecondFactor = () =>
  useWrite((api, json: { password: string }) => answer(api.auth['second-factor'].$post({ json })), { keys })

/** Turns it on; the answer is the only one that has the recovery codes. */
export const useConfirmSecondFactor = () =>
  useWrite((api, json: { code: string }) => answer(api.auth['second-factor'].confirm.$post({ json })), {
    keys,
  })

/** New recovery codes; the old ones are void. */
export const useRenewRecoveryCodes = () =>
  useWrite(
    (api, json: { password: string }) => answer(api.auth['second-factor']['recovery-codes'].$post({ json })),
    { keys },
  )

export const useDisableSecondFactor = (onDone: () => void) =>
  useWrite((api, json: { password: string }) => answer(api.auth['second-factor'].disable.$post({ json })), {
    keys,
    onDone,
  })
