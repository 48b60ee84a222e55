import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'

const pauseMs = 250

/** What is typed into a search, and what the server is asked for once the typing pauses; nothing for none. */
export function useSearch() {
  const [search, setSearch] = useState('')
  const [searched] = useDebouncedValue(search.trim(), pauseMs)
  return { search, setSearch, searched: searched === '' ? undefined : searched }
}
