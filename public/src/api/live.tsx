import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { boardKey, jobsKey } from './keys.ts'
import { listenLive } from './live-socket.ts'

const LiveContext = createContext(false)

/** Whether the server tells this page about changes; pages that hear nothing must ask more often. */
export const useIsLive = () => useContext(LiveContext)

const liveUrl = () => `${window.location.origin.replace(/^http/, 'ws')}/api/live`

/** Keeps board and lists fresh for as long as a person is signed in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [isLive, setIsLive] = useState(false)
  useEffect(
    () =>
      listenLive(liveUrl(), {
        onConnected: setIsLive,
        onChange: () => {
          void queries.invalidateQueries({ queryKey: boardKey })
          void queries.invalidateQueries({ queryKey: jobsKey })
        },
      }),
    [queries],
  )
  return <LiveContext.Provider value={isLive}>{children}</LiveContext.Provider>
}
