import type * as z from 'zod'
import type { Fleet } from './fleet.ts'
import type { Keeper } from './keeper.ts'
import { type Metrics, plugsText } from './metrics.ts'
import { Refusal } from './problem.ts'
import {
  type BridgeHealth,
  type DiscoverAnswer,
  type FoundPlug,
  OwnedPlugs,
  type ReadingsAnswer,
  SwitchRequest,
} from './protocol.ts'
import type { Found } from './tapo/discovery.ts'

export type RouteDeps = {
  fleet: Fleet
  metrics: Metrics
  version: string
  /** Looks for plugs on the subnet. */
  search: (signal: AbortSignal) => Promise<Found[]>
}

export type Call = {
  method: string
  path: string
  /** Parses the JSON body. @throws Refusal */
  body: <T>(schema: z.ZodType<T>) => Promise<T>
  signal: AbortSignal
}
export type Reply = { json: unknown } | { text: string }

/** `open`: without a token, from this machine only. */
type Route = { open?: true; answer: (call: Call, plugId: string) => Promise<Reply> | Reply }

export type Routes = Record<string, Route | undefined>

/** `undefined`: no such path with this method. */
export const findRoute = (
  routes: Routes,
  method: string,
  path: string,
): { route: Route; plugId: string } | undefined => {
  const [, plugId, verb] = /^\/plugs\/([^/]+)\/([a-z]+)$/.exec(path) ?? []
  const route = routes[plugId === undefined ? `${method} ${path}` : `${method} /plugs/:id/${verb}`]
  return route && { route, plugId: decode(plugId ?? '') }
}

export const createRoutes = ({ fleet, metrics, version, search }: RouteDeps): Routes => ({
  'GET /health': {
    open: true,
    answer: () => ({ json: { status: 'ok', version, plugs: fleet.owned().length } satisfies BridgeHealth }),
  },
  'GET /metrics': {
    open: true,
    answer: () => ({ text: metrics.text(fleet.laneDepths()) + plugsText(fleet.readings()) }),
  },
  'GET /plugs': { answer: () => ({ json: { items: fleet.readings() } satisfies ReadingsAnswer }) },
  'PUT /plugs': {
    answer: async (call) => {
      fleet.own((await call.body(OwnedPlugs)).items)
      return { json: { items: fleet.readings() } satisfies ReadingsAnswer }
    },
  },
  'POST /plugs/:id/switch': {
    answer: async (call, plugId) => {
      const request = await call.body(SwitchRequest)
      return { json: await requireKeeper(fleet, plugId).switchTo(request) }
    },
  },
  'POST /plugs/:id/check': {
    answer: async (_, plugId) => ({ json: await requireKeeper(fleet, plugId).selfTest() }),
  },
  'POST /discover': {
    answer: async (call) => {
      const items = (await search(call.signal)).map((found) => foundPlugOf(found, fleet))
      return { json: { items } satisfies DiscoverAnswer }
    },
  },
})

const requireKeeper = (fleet: Fleet, plugId: string): Keeper => {
  const keeper = fleet.find(plugId)
  if (!keeper) throw new Refusal('not_found', 'the bridge does not own this plug')
  return keeper
}

const foundPlugOf = (found: Found, fleet: Fleet): FoundPlug => {
  const byAddress = fleet.owned().find((plug) => plug.address === found.address)?.id
  const byMac = fleet.readings().find((reading) => reading.mac === found.mac)?.plugId
  const scheme = found.mgt_encrypt_schm.encrypt_type
  return {
    address: found.address,
    model: found.device_model,
    mac: found.mac,
    scheme,
    supported: scheme === 'KLAP' && found.device_type === 'SMART.TAPOPLUG',
    plugId: byMac ?? byAddress ?? null,
  }
}

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Refusal('not_found', 'the path is no path')
  }
}
