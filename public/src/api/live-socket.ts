/** A socket that does not open in this time is given up. */
const openTimeoutMs = 10_000
const shortestPauseMs = 1_000
const longestPauseMs = 30_000

export type LiveListener = {
  /** Something changed on the server, or may have while the socket was away. */
  onChange(): void
  onConnected(isConnected: boolean): void
}

/**
 * Listens to the server's "something changed" frames and dials again, ever more slowly, when the line breaks.
 * Returns the function that ends it.
 */
export function listenLive(url: string, { onChange, onConnected }: LiveListener): () => void {
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let pauseMs = shortestPauseMs
  let isEnded = false

  const dial = () => {
    const dialled = new WebSocket(url)
    socket = dialled
    timer = setTimeout(() => dialled.close(), openTimeoutMs)
    dialled.onopen = () => {
      clearTimeout(timer)
      pauseMs = shortestPauseMs
      onConnected(true)
      onChange()
    }
    dialled.onmessage = onChange
    dialled.onclose = () => {
      clearTimeout(timer)
      if (isEnded) return
      onConnected(false)
      timer = setTimeout(dial, pauseMs)
      pauseMs = Math.min(longestPauseMs, pauseMs * 2)
    }
  }

  dial()
  return () => {
    isEnded = true
    clearTimeout(timer)
    socket?.close()
  }
}
