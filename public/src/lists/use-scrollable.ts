import { useEffect, useRef, useState } from 'react'

/** Whether what is in a frame is wider than the frame: then the keyboard must be able to scroll it. */
export function useScrollable<E extends HTMLElement>() {
  const frame = useRef<E>(null)
  const [isScrollable, setIsScrollable] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => setIsScrollable(element.scrollWidth > element.clientWidth))
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [])
  return { frame, isScrollable }
}
