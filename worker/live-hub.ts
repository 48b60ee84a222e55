import { DurableObject } from 'cloudflare:workers'
import { PlugEvent } from '../bridge/protocol.ts'
import type { Deps } from './deps.ts'

/** More browsers than a workshop has; the next one polls instead. */
const MAX_BROWSERS = 500
/** Windows and tabs of one session. */
const MAX_SOCKETS_PER_SESSION = 20
/** Changes that come together are told together. */
const GATHER_MS = 100
/** From the bridge: one reading is about 1 KiB. */
const MAX_FRAME_CHARS = 16_384

const BROWSER = 'browser'
const BRIDGE = 'bridge'

/** What browsers receive: nothing but that they should look again. */
export type LiveFrame = { type: 'changed'; version: number }

/**
 * Tells browsers and kiosks that something changed, and hears from the bridge when a plug does.
 * Sockets hibernate; no content goes over them, so there is nothing to protect but their number.
 */
export const liveHub = (depsOf: () => Deps) =>
  class LiveHub extends DurableObject {
    #deps = depsOf()
    #version = this.#deps.now()
    #timer: ReturnType<typeof setTimeout> | undefined

    /** The worker has checked who it is: `/browser/<session or kiosk>[/<person>]` or `/bridge`. */
    override async fetch(request: Request): Promise<Response> {
      const [, side = '', ...who] = new URL(request.url).pathname.split('/').map(decodeURIComponent)
      const [session = ''] = who
      const isFull =
        this.ctx.getWebSockets(BROWSER).length >= MAX_BROWSERS ||
        this.ctx.getWebSockets(session).length >= MAX_SOCKETS_PER_SESSION
      if (side === BROWSER && isFull) {
        return new Response(null, { status: 503, headers: { 'retry-after': '30' } })
      }
      const { 0: client, 1: server } = new WebSocketPair()
      this.ctx.acceptWebSocket(server, side === BRIDGE ? [BRIDGE] : [BROWSER, ...who])
      return new Response(null, { status: 101, webSocket: client })
    }

    /** Something changed: all browsers are told, at most ten times a second. */
    announce(): void {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined
        this.#version = Math.max(this.#version + 1, this.#deps.now())
        const frame = JSON.stringify({ type: 'changed', version: this.#version } satisfies LiveFrame)
        for (const socket of this.ctx.getWebSockets(BROWSER)) send(socket, frame)
      }, GATHER_MS)
    }

    /** Ends the sockets of a session or kiosk that is over, or of a person: whoever may come back does. */
    dismiss(who: string): void {
      for (const socket of this.ctx.getWebSockets(who)) socket.close(1008, 'session ended')
    }

    override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
      const isBridge = this.ctx.getTags(socket).includes(BRIDGE)
      if (!isBridge || typeof message !== 'string' || message.length > MAX_FRAME_CHARS) {
        // Browsers have nothing to say here.
        socket.close(1008, 'not expected')
        return
      }
      const event = PlugEvent.safeParse(parse(message))
      if (!event.success) {
        this.#deps.log.warn('plug event not understood', { reason: event.error.message.slice(0, 200) })
        return
      }
      this.#deps.board.forget()
      if (event.data.type === 'state') this.#deps.nudgePower()
    }

    override webSocketClose(socket: WebSocket, code: number): void {
      // 1005 and 1006 only stand for "none was sent": they can't be sent themselves (RFC 6455, 7.4.1).
      socket.close(code === 1005 || code === 1006 ? 1000 : code)
    }
  }

const send = (socket: WebSocket, frame: string): void => {
  try {
    socket.send(frame)
  } catch {
    // It has just gone; its close event follows.
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
