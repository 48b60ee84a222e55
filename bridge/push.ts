import type { Logger } from 'pino'
import { WebSocket } from 'ws'
import { createBackOff } from './back-off.ts'
import type { Clock } from './clock.ts'
import type { Metrics } from './metrics.ts'
import type { ChangeKind } from './notebook.ts'
import type { PlugEvent, PlugReading } from './protocol.ts'
import { tokenForWorker } from './token.ts'

export type PushOptions = {
  /** `ws://127.0.0.1:8787/internal/plug-events` */
  url: string
  secret: string
  clock: Clock
  metrics: Metrics
  log: Logger
}
export type Push = { tell: (kind: ChangeKind, reading: PlugReading) => void; close: () => void }

const mostBuffered = 1_000
const handshakeTimeoutMs = 5_000
/** More than this unsent in the socket: the worker does not read, so keep the rest here where it is bounded. */
const mostUnsentBytes = 1024 * 1024
const pingEveryMs = 20_000

/** Tells the worker what changed, as soon as it can be reached; the oldest events give way to newer ones. */
export const startPush = ({ url, secret, clock, metrics, log }: PushOptions): Push => {
  const backOff = createBackOff(1_000, 30_000)
  const buffer: PlugEvent[] = []
  let seq = 0
  let socket: WebSocket | undefined
  let cancelTimer = () => {}
  let isClosed = false

  const flush = () => {
    while (socket?.readyState === WebSocket.OPEN && socket.bufferedAmount < mostUnsentBytes) {
      const event = buffer.shift()
      if (!event) return
      socket.send(JSON.stringify(event))
    }
  }
  const redial = () => {
    if (isClosed) return
    socket = undefined
    cancelTimer()
    cancelTimer = clock.after(backOff.nextMs(), () => void dial())
  }
  const dial = async (): Promise<void> => {
    const token = await tokenForWorker(secret, clock)
    if (isClosed) return
    const dialled = new WebSocket(url, {
      headers: { authorization: `Bearer ${token}` },
      handshakeTimeout: handshakeTimeoutMs,
      maxPayload: 4_096,
      perMessageDeflate: false,
    })
    socket = dialled
    dialled.on('open', () => {
      backOff.reset()
      log.info('the worker listens to plug events')
      watchPulse(dialled)
      flush()
    })
    // Told by its close event, which always follows; the error would hold the request's headers.
    dialled.on('error', () => undefined)
    dialled.on('close', redial)
  }
  /** A worker that died with its machine sends no close: what does not answer a ping is gone. */
  const watchPulse = (watched: WebSocket) => {
    let isAlive = true
    watched.on('pong', () => {
      isAlive = true
    })
    const beat = () => {
      if (!isAlive) return watched.terminate()
      isAlive = false
      watched.ping()
      flush()
      cancelTimer = clock.after(pingEveryMs, beat)
    }
    beat()
  }
  void dial()

  return {
    tell: (type, reading) => {
      seq += 1
      buffer.push({ seq, type, reading })
      if (buffer.length > mostBuffered) {
        buffer.shift()
        metrics.pushDropped()
      }
      flush()
    },
    close: () => {
      isClosed = true
      cancelTimer()
      socket?.terminate()
    },
  }
}
