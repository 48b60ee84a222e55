import type { FailureKind, OwnedPlug, PlugReading } from '../../../bridge/protocol.ts'
import { type BridgeClient, BridgeUnreachable } from '../../../worker/clients/bridge.ts'

const MINUTE_MS = 60_000
const STANDBY_WATTS = 8
/** The bridge calls a plug unknown after this time. */
const UNKNOWN_AFTER_MS = 30_000

/** Why a machine that was working lost its power. */
export type Loss = { plugId: string; at: number; by: 'command' | 'countdown' | 'mains' | 'button' }

type WorldPlug = {
  id: string
  relay: boolean
  /** What the machine draws while it has power and works. */
  work: { watts: number; until: number } | null
  energyMwh: number
  /** Since when it draws what it draws now, and the highest load of the minute before. */
  steadySince: number
  peakBefore: { watts: number; until: number }
  countdownOffAt: number | null
  unreachableUntil: number
  /** Off by its button, on the connection that the bridge still has. */
  offByHand: boolean
  lastSeen: { at: number; on: boolean; watts: number; peak: number; mwh: number; offByHand: boolean } | null
  onSince: number
}

export type PlugWorld = ReturnType<typeof createPlugWorld>

/**
 * Plugs with machines behind them, and a bridge to them, as facts: energy is exact, a countdown runs in the
 * plug, what can't be reached is remembered. Time moves by `advance` only.
 */
export const createPlugWorld = (ids: string[], startAt: number) => {
  let now = startAt
  let bridgeDownUntil = 0
  let mainsOffUntil = 0
  let owned: string[] = []
  const losses: Loss[] = []
  const toldOff: { plugId: string; at: number }[] = []
  const plugs = new Map<string, WorldPlug>(
    ids.map((id) => [
      id,
      {
        id,
        relay: false,
        work: null,
        energyMwh: 0,
        steadySince: startAt,
        peakBefore: { watts: 0, until: 0 },
        countdownOffAt: null,
        unreachableUntil: 0,
        offByHand: false,
        lastSeen: null,
        onSince: startAt,
      },
    ]),
  )
  const plugOf = (id: string): WorldPlug => {
    const plug = plugs.get(id)
    if (!plug) throw new Error(`no plug ${id}`)
    return plug
  }
  const hasMains = () => now >= mainsOffUntil
  const wattsOf = (plug: WorldPlug): number => {
    if (!plug.relay || !hasMains()) return 0
    return plug.work && plug.work.until > now ? plug.work.watts : STANDBY_WATTS
  }
  const peakOf = (plug: WorldPlug): number =>
    Math.max(wattsOf(plug), now - plug.peakBefore.until < MINUTE_MS ? plug.peakBefore.watts : 0)
  /** Called before the load changes. */
  const noteLoad = (plug: WorldPlug): void => {
    plug.peakBefore = { watts: peakOf(plug), until: now }
    plug.steadySince = now
  }
  const setRelay = (plug: WorldPlug, on: boolean, by: Loss['by']): void => {
    if (plug.relay === on) return
    noteLoad(plug)
    if (!on && plug.work && plug.work.until > now) losses.push({ plugId: plug.id, at: now, by })
    if (!on) plug.work = null
    plug.relay = on
    plug.onSince = now
    plug.offByHand = !on && by === 'button' && now >= bridgeDownUntil
    plug.countdownOffAt = on ? plug.countdownOffAt : null
  }
  const isReachable = (plug: WorldPlug): boolean => hasMains() && now >= plug.unreachableUntil
  /** The bridge reads each plug every few seconds: what can be reached is seen as it is. */
  const look = (plug: WorldPlug): void => {
    if (!isReachable(plug) || now < bridgeDownUntil) return
    plug.lastSeen = {
      at: now,
      on: plug.relay,
      watts: wattsOf(plug),
      peak: peakOf(plug),
      mwh: Math.floor(plug.energyMwh),
      offByHand: plug.offByHand,
    }
  }
  /** When something next changes by itself. */
  const nextChange = (limit: number): number => {
    const times = [...plugs.values()].flatMap(({ work, countdownOffAt, unreachableUntil }) => [
      work?.until ?? 0,
      countdownOffAt ?? 0,
      unreachableUntil,
    ])
    return Math.min(limit, ...[...times, mainsOffUntil, bridgeDownUntil].filter((at) => at > now))
  }
  const advance = (to: number): void => {
    while (now < to) {
      const until = nextChange(to)
      for (const plug of plugs.values()) plug.energyMwh += (wattsOf(plug) * (until - now)) / 3_600
      // What was reachable until now was read within the last seconds.
      for (const plug of plugs.values()) look(plug)
      now = until
      for (const plug of plugs.values()) {
        if (plug.work && plug.work.until <= now) {
          plug.steadySince = now
          plug.peakBefore = { watts: plug.work.watts, until: now }
          plug.work = null
        }
        if (plug.countdownOffAt !== null && plug.countdownOffAt <= now && hasMains())
          setRelay(plug, false, 'countdown')
      }
    }
    for (const plug of plugs.values()) look(plug)
  }

  const failure = (kind: FailureKind, since: number) => ({
    kind,
    since,
    message: { de: kind, en: kind },
    advice: { de: kind, en: kind },
  })
  const readingOf = (plug: WorldPlug): PlugReading => {
    const seen = plug.lastSeen
    const details = {
      plugId: plug.id,
      at: seen?.at ?? null,
      ageMs: seen ? now - seen.at : null,
      watts: seen?.watts ?? null,
      peakWatts: seen?.peak ?? null,
      todayWh: null,
      energyMwh: seen?.mwh ?? 0,
      rssi: -50,
      model: 'P110',
      mac: null,
      firmware: null,
      overheated: false,
      overloaded: false,
      onForSeconds: null,
      offByHand: seen?.offByHand ?? false,
      deadMan: plug.countdownOffAt === null ? ('none' as const) : ('armed' as const),
      deadManOffAt: plug.countdownOffAt,
      deadManReason: null,
    }
    if (!seen || now - seen.at > UNKNOWN_AFTER_MS) {
      const since = seen?.at ?? startAt
      return {
        ...details,
        watts: null,
        peakWatts: null,
        state: 'unknown',
        since,
        failure: failure('timeout', since),
      }
    }
    return { ...details, state: seen.on ? 'on' : 'off' }
  }
  const requireBridge = (): void => {
    if (now < bridgeDownUntil) throw new BridgeUnreachable('the bridge is down')
  }
  const readings = (): PlugReading[] => owned.map((id) => readingOf(plugOf(id)))

  const bridge: BridgeClient = {
    under: () => bridge,
    readings: async () => {
      requireBridge()
      return readings()
    },
    own: async (list: OwnedPlug[]) => {
      requireBridge()
      owned = list.map(({ id }) => id)
      return readings()
    },
    switchPlug: async (plugId, { on, offAfterSeconds }) => {
      requireBridge()
      const plug = plugOf(plugId)
      if (!isReachable(plug)) return { ok: false, failure: undefined, detail: 'timeout' }
      if (!on && plug.relay) toldOff.push({ plugId, at: now })
      setRelay(plug, on, 'command')
      plug.countdownOffAt = on && offAfterSeconds ? now + offAfterSeconds * 1_000 : null
      look(plug)
      return { ok: true, reading: readingOf(plug) }
    },
    check: () => Promise.reject(new BridgeUnreachable('not simulated')),
    discover: () => Promise.reject(new BridgeUnreachable('not simulated')),
  }
  return {
    bridge,
    losses,
    /** Commands that took a machine its power. */
    toldOff,
    now: () => now,
    advance,
    isOn: (id: string) => plugOf(id).relay && hasMains(),
    watts: (id: string) => wattsOf(plugOf(id)),
    isWorking: (id: string) => (plugOf(id).work?.until ?? 0) > now && plugOf(id).relay,
    onSince: (id: string) => plugOf(id).onSince,
    steadySince: (id: string) => plugOf(id).steadySince,
    seenAt: (id: string) => plugOf(id).lastSeen?.at ?? startAt,
    isReachable: (id: string) => isReachable(plugOf(id)),
    isBridgeUp: () => now >= bridgeDownUntil,
    /** Whole milliwatt-hours that the bridge has told of so far. */
    toldMwh: (id: string) => plugOf(id).lastSeen?.mwh ?? 0,
    startWork: (id: string, watts: number, until: number): void => {
      const plug = plugOf(id)
      noteLoad(plug)
      plug.work = { watts, until }
    },
    pressButton: (id: string): void => {
      const plug = plugOf(id)
      if (hasMains()) setRelay(plug, !plug.relay, 'button')
    },
    loseWifi: (id: string, until: number): void => {
      plugOf(id).unreachableUntil = until
    },
    /** Dies with its memory, but for the energy book, which is on disk. */
    killBridge: (until: number): void => {
      bridgeDownUntil = until
      owned = []
      for (const plug of plugs.values()) plug.offByHand = false
    },
    /** Everything dark; plugs come back off, without their countdown. */
    cutMains: (until: number): void => {
      for (const plug of plugs.values()) setRelay(plug, false, 'mains')
      mainsOffUntil = until
    },
    nextChange: () => {
      const at = nextChange(Number.POSITIVE_INFINITY)
      return Number.isFinite(at) ? at : null
    },
  }
}
