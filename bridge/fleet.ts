import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { EnergyBook } from './energy-book.ts'
import { type Keeper, keepPlug } from './keeper.ts'
import type { Metrics } from './metrics.ts'
import type { ChangeKind } from './notebook.ts'
import type { Plug } from './plug.ts'
import type { OwnedPlug, PlugReading } from './protocol.ts'

/** Two plugs of one list share an id or an address. */
export class PlugConflict extends Error {}

export type FleetOptions = {
  clock: Clock
  energy: EnergyBook
  metrics: Metrics
  log: Logger
  random: () => number
  /** Between two readings of a plug, milliseconds. */
  pollMs: number
  /** The driver for one plug; nothing is sent yet. */
  openPlug: (owned: OwnedPlug) => Plug
  onChange: (kind: ChangeKind, reading: PlugReading) => void
}

export type Fleet = {
  /** Owns exactly these from now on; those that stay as they are keep session and reading. @throws PlugConflict */
  own: (plugs: OwnedPlug[]) => void
  readings: () => PlugReading[]
  /** `undefined`: not owned. */
  find: (plugId: string) => Keeper | undefined
  owned: () => OwnedPlug[]
  laneDepths: () => Map<string, number>
  close: () => void
}

/** All plugs the bridge owns, each with its own keeper; none waits for another. */
export const createFleet = (options: FleetOptions): Fleet => {
  const keepers = new Map<string, Keeper>()
  const letGo = (keeper: Keeper) => {
    keeper.close()
    keepers.delete(keeper.owned.id)
  }
  return {
    own: (plugs) => {
      refuseTwins(plugs)
      const wanted = new Map(plugs.map((plug) => [plug.id, plug]))
      for (const keeper of [...keepers.values()])
        if (!isSame(keeper.owned, wanted.get(keeper.owned.id))) letGo(keeper)
      for (const owned of plugs)
        if (!keepers.has(owned.id))
          keepers.set(owned.id, keepPlug({ ...options, owned, plug: options.openPlug(owned) }))
    },
    readings: () => [...keepers.values()].map((keeper) => keeper.reading()),
    find: (plugId) => keepers.get(plugId),
    owned: () => [...keepers.values()].map((keeper) => keeper.owned),
    laneDepths: () => new Map([...keepers].map(([id, keeper]) => [id, keeper.laneDepth()])),
    close: () => {
      for (const keeper of [...keepers.values()]) letGo(keeper)
    },
  }
}

const isSame = (a: OwnedPlug, b: OwnedPlug | undefined): boolean =>
  b !== undefined && a.driver === b.driver && a.address === b.address

const refuseTwins = (plugs: OwnedPlug[]): void => {
  if (new Set(plugs.map((plug) => plug.id)).size < plugs.length)
    throw new PlugConflict('two plugs have the same id')
  if (new Set(plugs.map((plug) => plug.address.toLowerCase())).size < plugs.length)
    throw new PlugConflict('two plugs have the same address')
}
