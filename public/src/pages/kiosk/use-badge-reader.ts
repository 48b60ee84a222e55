import { useEffect, useRef } from 'react'

/** A reader types faster than anybody; a longer pause begins a new number. */
const longestPauseMs = 100
const shortest = 4
const longest = 64

/** Hears a badge reader, which types the badge's number and Enter like a keyboard. */
export function useBadgeReader(isListening: boolean, onBadge: (number: string) => void) {
  const heard = useRef(onBadge)
  heard.current = onBadge
  useEffect(() => {
    if (!isListening) return
    let typed = ''
    let lastAt = 0
    const hear = (event: KeyboardEvent) => {
      if (event.timeStamp - lastAt > longestPauseMs) typed = ''
      lastAt = event.timeStamp
      if (event.key === 'Enter') {
        if (typed.length < shortest) return
        // Else it would press the button that has the focus.
        event.preventDefault()
        heard.current(typed)
        typed = ''
      } else if (/^[\x21-\x7e]$/.test(event.key) && typed.length < longest) typed += event.key
    }
    window.addEventListener('keydown', hear, { capture: true })
    return () => window.removeEventListener('keydown', hear, { capture: true })
  }, [isListening])
}
