import type { DurableObjectNamespace } from '@cloudflare/workers-types'

/** The hub as its callers see it; see `live-hub.ts`. */
type Hub = {
  fetch: (url: string, init: { headers: Record<string, string> }) => Promise<Response>
  announce: () => Promise<void>
  dismiss: (who: string) => Promise<void>
}

export type LiveClient = {
  /** Hands a WebSocket upgrade to the hub: browsers are filed under their session (or kiosk) and person. */
  connectBrowser: (...who: string[]) => Promise<Response>
  connectBridge: () => Promise<Response>
  /** Something changed. Many calls at once cost one. */
  announce: () => Promise<void>
  /** Ends the sockets of a session, kiosk or person. */
  dismiss: (who: string) => Promise<void>
}

/** The hub itself gathers for longer: what changes within this time of a call is told with it. */
const TOLD_ALREADY_MS = 50

/** @param now milliseconds of a clock that runs */
export const liveClient = (namespace: DurableObjectNamespace, now: () => number): LiveClient => {
  let announcedAt = Number.NEGATIVE_INFINITY
  // The namespace is typed by the binding's name only; what stands behind it is LiveHub.
  const hub = () => namespace.get(namespace.idFromName('workshop')) as unknown as Hub
  const connect = (path: string) => hub().fetch(`http://live${path}`, { headers: { upgrade: 'websocket' } })
  return {
    connectBrowser: (...who) => connect(`/browser/${who.map(encodeURIComponent).join('/')}`),
    connectBridge: () => connect('/bridge'),
    announce: async () => {
      const sinceMs = now() - announcedAt
      if (sinceMs >= 0 && sinceMs < TOLD_ALREADY_MS) return
      announcedAt = now()
      await hub()
        .announce()
        .catch((error: unknown) => {
          announcedAt = Number.NEGATIVE_INFINITY
          throw error
        })
    },
    dismiss: (who) => hub().dismiss(who),
  }
}
