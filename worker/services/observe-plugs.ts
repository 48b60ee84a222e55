import type { PlugReading } from '../../bridge/protocol.ts'
import { BridgeUnreachable } from '../clients/bridge.ts'
import type { PlugRow } from '../db/plugs.ts'
import type { Deps } from '../deps.ts'

/** What the bridge says of the plugs, by plug id, or that it says nothing. */
export type Observation = { bridge: 'up'; readings: Map<string, PlugReading> } | { bridge: 'down' }

const byId = (readings: PlugReading[]): Map<string, PlugReading> =>
  new Map(readings.map((reading) => [reading.plugId, reading]))

const isSameSet = (readings: PlugReading[], plugs: PlugRow[]): boolean =>
  readings.length === plugs.length && plugs.every(({ id }) => readings.some(({ plugId }) => plugId === id))

/** One call; a bridge that does not answer is an observation too. */
export const observePlugs = async (deps: Deps): Promise<Observation> => {
  try {
    return { bridge: 'up', readings: byId(await deps.bridge.readings()) }
  } catch (error) {
    return downOrThrow(deps, error)
  }
}

/** The same, and hands the bridge its list where it owns others: after a restart it owns none. */
export const observeOwnPlugs = async (deps: Deps, plugs: PlugRow[]): Promise<Observation> => {
  try {
    const readings = await deps.bridge.readings()
    if (isSameSet(readings, plugs)) return { bridge: 'up', readings: byId(readings) }
    const owned = plugs.map(({ id, driver, address }) => ({ id, driver, address }))
    return { bridge: 'up', readings: byId(await deps.bridge.own(owned)) }
  } catch (error) {
    return downOrThrow(deps, error)
  }
}

const downOrThrow = (deps: Deps, error: unknown): Observation => {
  if (!(error instanceof BridgeUnreachable)) throw error
  deps.log.warn('bridge unreachable', { reason: error.message })
  return { bridge: 'down' }
}
