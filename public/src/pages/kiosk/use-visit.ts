import { useCallback, useEffect, useRef, useState } from 'react'
import { useKeepVisit, useLeaveKiosk, type Visitor } from '../../api/kiosk.ts'

/** The server is told of touches at most this often; it waits a little longer than the page. */
const tellEveryMs = 10_000
const touches = ['pointerdown', 'keydown'] as const

/**
 * Whoever is signed in stays so for as long as they touch the page. Counts down from the last touch, signs
 * out at zero, and tells the server of touches.
 */
export function useVisit(visitor: Visitor | null, onLeft: () => void) {
  const { mutate: keep } = useKeepVisit()
  const { mutate: leaveNow } = useLeaveKiosk()
  const [secondsLeft, setSecondsLeft] = useState(0)
  const touchedAt = useRef(0)
  const isSignedIn = visitor !== null
  const idleSeconds = visitor?.idleSeconds ?? 0
  const leave = useCallback(() => {
    onLeft()
    leaveNow()
  }, [onLeft, leaveNow])

  useEffect(() => {
    if (!isSignedIn) return
    // A span of time, so the device's own monotonic clock.
    let toldAt = performance.now()
    touchedAt.current = toldAt
    setSecondsLeft(idleSeconds)
    const touch = () => {
      touchedAt.current = performance.now()
      setSecondsLeft(idleSeconds)
      if (touchedAt.current - toldAt < tellEveryMs) return
      toldAt = touchedAt.current
      keep()
    }
    const timer = setInterval(() => {
      const left = Math.ceil(idleSeconds - (performance.now() - touchedAt.current) / 1_000)
      setSecondsLeft(Math.max(0, left))
      if (left <= 0) leave()
    }, 500)
    for (const kind of touches) window.addEventListener(kind, touch)
    return () => {
      clearInterval(timer)
      for (const kind of touches) window.removeEventListener(kind, touch)
    }
  }, [isSignedIn, idleSeconds, keep, leave])
  return { secondsLeft, leave }
}
