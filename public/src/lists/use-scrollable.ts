import { useEffect, useRef, useState } from 'react'

const isTooWide = (element: HTMLElement) => element.scrollWidth > element.clientWidth

/** Whether what is in a frame is wider than the frame: then the keyboard must be able to scroll it. */
export function useScrollable<E extends HTMLElement>() {
  const frame = useRef<E>(null)
  const [isScrollable, setIsScrollable] = useState(false)
  // Other rows can stick out of a table without making it any larger, which no observer sees.
  useEffect(() => {
    if (frame.current) setIsScrollable(isTooWide(frame.current))
  })
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => setIsScrollable(isTooWide(element)))
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [])
  return { frame, isScrollable }
}
