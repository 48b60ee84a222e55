import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

export type DialogState<T> = {
  /** What the dialog is about; `undefined` while there is none. */
  subject: T | undefined
  open(subject: T): void
  close(): void
}

/**
 * A dialog that is loaded and mounted when it is asked for. The library gives the focus back only for dialogs
 * that were there before they opened, so this remembers who asked; if that is gone, the content gets the focus.
 */
export function useDialog<T>(): DialogState<T> {
  const [subject, setSubject] = useState<T>()
  const opener = useRef<Element>(null)
  const open = useCallback((asked: T) => {
    opener.current = document.activeElement
    setSubject(asked)
  }, [])
  const close = useCallback(() => setSubject(undefined), [])
  useEffect(() => {
    if (subject !== undefined || opener.current === null) return
    const target = opener.current.isConnected ? opener.current : document.getElementById('content')
    opener.current = null
    if (target instanceof HTMLElement) target.focus({ preventScroll: true })
  }, [subject])
  return useMemo(() => ({ subject, open, close }), [subject, open, close])
}
