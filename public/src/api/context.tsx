import { createContext, useContext } from 'react'
import type { Api } from './shapes.ts'

const ApiContext = createContext<Api | undefined>(undefined)

export const ApiProvider = ApiContext.Provider

/** The client of whoever looks at this page: a person's session, or the kiosk. */
export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('useApi needs an ApiProvider around it')
  return api
}
