import { useEffect, useState } from 'react'

/** After a touch the screen is bright this long. */
const awakeMs = 120_000

/** Whether the screen may be dimmed: while it is asked for and nobody has touched it lately. */
export function useRest(mayRest: boolean): boolean {
  const [isAwake, setIsAwake] = useState(false)
  useEffect(() => {
    if (!mayRest) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const wake = () => {
      clearTimeout(timer)
      setIsAwake(true)
      timer = setTimeout(() => setIsAwake(false), awakeMs)
    }
    window.addEventListener('pointerdown', wake)
    window.addEventListener('keydown', wake)
    return () => {
      clearTimeout(timer)
      setIsAwake(false)
      window.removeEventListener('pointerdown', wake)
      window.removeEventListener('keydown', wake)
    }
  }, [mayRest])
  return mayRest && !isAwake
}
