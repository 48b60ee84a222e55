import { createContext, useContext, useEffect, useState } from 'react'

export type Clock = {
  /** Epoch milliseconds by the server's clock, as far as it is known. */
  now(): number
  /** Follows the server's clock when this device's differs by more than 2 s. */
  follow(serverNow: number): void
}

/** A clock on `deviceNow` that corrects itself by the server's: a kiosk without a battery clock counts right, too. */
export function createClock(deviceNow: () => number): Clock {
  let offsetMs = 0
  return {
    now: () => deviceNow() + offsetMs,
    follow(serverNow) {
      const measured = serverNow - deviceNow()
      if (Math.abs(measured - offsetMs) > 2_000) offsetMs = measured
    },
  }
}

const ClockContext = createContext<Clock | undefined>(undefined)

export const ClockProvider = ClockContext.Provider

export function useClock(): Clock {
  const clock = useContext(ClockContext)
  if (!clock) throw new Error('useClock needs a ClockProvider around it')
  return clock
}

/** The time, renewed every `stepMs` while the component is shown. */
export function useNow(stepMs: number): number {
  const clock = useClock()
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), stepMs)
    return () => clearInterval(timer)
  }, [clock, stepMs])
  return now
}
