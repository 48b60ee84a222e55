import { useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey, printersKey, siteKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const settingsKey = ['settings'] as const

/** The workshop's settings with their values in force. */
export function useSettings() {
  const api = useApi()
  return useQuery({ queryKey: settingsKey, queryFn: () => answer(api.settings.$get()) })
}

export type Settings = NonNullable<ReturnType<typeof useSettings>['data']>
export type SettingsPatch = InferRequestType<Api['settings']['$patch']>['json']

export const useChangeSettings = (onDone: () => void) =>
  useWrite((api, json: SettingsPatch) => answer(api.settings.$patch({ json })), {
    keys: [settingsKey, printersKey, boardKey, siteKey],
    onDone,
  })
