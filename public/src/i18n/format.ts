import { createContext, useContext } from 'react'
import type { Format } from './create-format.ts'

/** Filled by `format-provider.tsx`. */
export const FormatContext = createContext<Format | undefined>(undefined)

/** Dates, times and amounts in the page's language and the workshop's time zone. */
export function useFormat(): Format {
  const format = useContext(FormatContext)
  if (!format) throw new Error('useFormat needs a FormatProvider around it')
  return format
}
