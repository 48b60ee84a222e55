/**
 * The bridge's HTTP protocol, shared with the worker.
 *
 * Every call carries `Authorization: Bearer <JWT>`: HS256 with the bridge secret, `aud: "bridge"`,
 * valid for 60 s. Times are epoch milliseconds, powers watts, energies named by their unit.
 */
import * as z from 'zod'

/** JWT audience of calls from the worker to the bridge, and from the bridge to the worker. */
/** Names the request or pass on whose behalf the worker calls; 8 to 64 letters, digits and hyphens. */
export const REQUEST_ID_HEADER = 'x-request-id'

export const BRIDGE_AUDIENCE = 'bridge'
export const WORKER_AUDIENCE = 'worker'

/** Why a plug can't be read or switched. Closed: each kind has an explanation and advice in `bridge/failures.ts`. */
export const FailureKind = z.enum([
  'no_answer_yet',
  'refused',
  'timeout',
  'third_party_disabled',
  'auth_failed',
  'clock_unset',
  'rate_limited',
  'session_stolen',
  'protocol',
  'not_a_tapo',
  'not_switched',
])
export type FailureKind = z.infer<typeof FailureKind>

const Text = z.object({ de: z.string(), en: z.string() })

export const Failure = z.object({
  kind: FailureKind,
  /** What happened, for a trainer. */
  message: Text,
  /** What to do about it. */
  advice: Text,
  /** When this failure began. */
  since: z.number().int(),
})
export type Failure = z.infer<typeof Failure>

/** What is known beside the relay's state. `null`: the plug did not say. */
const Details = {
  plugId: z.string(),
  /** The last time the plug answered; `null`: not since the bridge knows it. */
  at: z.number().int().nullable(),
  ageMs: z.number().int().nullable(),
  watts: z.number().nullable(),
  /** The highest load that was seen within the last 60 s. */
  peakWatts: z.number().nullable(),
  todayWh: z.number().nullable(),
  /** Integrated by the bridge, monotonic over its restarts, milliwatt-hours. */
  energyMwh: z.number().int(),
  rssi: z.number().int().nullable(),
  model: z.string().nullable(),
  mac: z.string().nullable(),
  firmware: z.string().nullable(),
  overheated: z.boolean().nullable(),
  overloaded: z.boolean().nullable(),
  onForSeconds: z.number().int().nullable(),
  /** It was on, then off, on the same connection, and neither we nor a timer or a protection of its own did it. */
  offByHand: z.boolean(),
  /** The plug's own countdown to off, should everything else die. */
  deadMan: z.enum(['none', 'armed', 'failed']),
  deadManOffAt: z.number().int().nullable(),
  deadManReason: FailureKind.nullable(),
  failure: Failure.optional(),
}

/** Unknown is a reading of its own, never `off`: no answer for longer than 30 s. */
export const PlugReading = z.discriminatedUnion('state', [
  z.object({ ...Details, state: z.literal('on') }),
  z.object({ ...Details, state: z.literal('off') }),
  z.object({ ...Details, state: z.literal('unknown'), since: z.number().int(), failure: Failure }),
])
export type PlugReading = z.infer<typeof PlugReading>

/** `GET /plugs`: all readings, from memory. */
export const ReadingsAnswer = z.object({ items: z.array(PlugReading) })
export type ReadingsAnswer = z.infer<typeof ReadingsAnswer>

/** `PUT /plugs`: the list the bridge should own from now on; it answers as `GET /plugs` does. */
export const OwnedPlug = z.strictObject({
  id: z.string().min(1).max(64),
  driver: z.enum(['tapo']),
  /** `host` or `host:port`. */
  address: z
    .string()
    .max(255)
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/),
})
export const OwnedPlugs = z.strictObject({ items: z.array(OwnedPlug).max(500) })
export type OwnedPlug = z.infer<typeof OwnedPlug>

/**
 * `POST /plugs/:id/switch`: answers 200 with the reading only after the state was read back.
 * With `offAfterSeconds` (1..86 400) the plug's own countdown is armed before the answer.
 */
export const SwitchRequest = z.strictObject({
  on: z.boolean(),
  offAfterSeconds: z.number().int().min(1).max(86_400).optional(),
})
export type SwitchRequest = z.infer<typeof SwitchRequest>

/** `POST /plugs/:id/check`: takes up to 25 s. The worst item is the status of the whole. */
export const SelfTestStatus = z.enum(['ok', 'warning', 'failed'])
export const SelfTestItem = z.object({
  name: z.enum([
    'reachability',
    'wake_up',
    'protocol',
    'credentials',
    'clock',
    'countdown',
    'energy',
    'settings',
    'wifi',
    'temperature',
    'firmware',
  ]),
  status: SelfTestStatus,
  message: Text,
  /** `null`: nothing to do. */
  advice: Text.nullable(),
})
export const SelfTestAnswer = z.object({
  plugId: z.string(),
  at: z.number().int(),
  status: SelfTestStatus,
  items: z.array(SelfTestItem),
})
export type SelfTestStatus = z.infer<typeof SelfTestStatus>
export type SelfTestItem = z.infer<typeof SelfTestItem>
export type SelfTestAnswer = z.infer<typeof SelfTestAnswer>

/** `POST /discover` (no body): what answers on the subnet within 3 s. */
export const FoundPlug = z.object({
  /** As `PUT /plugs` takes it. */
  address: z.string(),
  model: z.string(),
  mac: z.string(),
  /** The protocol its firmware speaks: `KLAP` works; `TPAP`: Third-Party Compatibility is off; `AES`: too old. */
  scheme: z.string(),
  supported: z.boolean(),
  /** Which of the owned plugs it is, if any. */
  plugId: z.string().nullable(),
})
export const DiscoverAnswer = z.object({ items: z.array(FoundPlug) })
export type DiscoverAnswer = z.infer<typeof DiscoverAnswer>
export type FoundPlug = z.infer<typeof FoundPlug>

/**
 * Frames from the bridge on the worker's WebSocket `/internal/plug-events`. After connecting the bridge
 * sends what it buffered. Frames in a dying socket are lost: after each connection, and at a gap in `seq`
 * (older frames were dropped), read `GET /plugs`. `seq` starts at 1 with each start of the bridge.
 */
export const PlugEvent = z.object({
  seq: z.number().int().positive(),
  /** `state`: relay, failure or dead-man changed. `load`: the watts changed by a step. */
  type: z.enum(['state', 'load']),
  reading: PlugReading,
})
export type PlugEvent = z.infer<typeof PlugEvent>

/** A refusal: problem+json. 503 for a plug's failure (then `failure` says which), 401, 404, 409, 422, 429 otherwise. */
export const BridgeProblem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum([
    'unauthenticated',
    'invalid_input',
    'not_found',
    'conflict',
    'payload_too_large',
    'rate_limited',
    'plug_unreachable',
    'superseded',
    'internal',
  ]),
  detail: z.string(),
  failure: Failure.optional(),
})
export type BridgeProblem = z.infer<typeof BridgeProblem>

/** `GET /health`: no token needed on loopback, tells nothing else. */
export const BridgeHealth = z.object({
  status: z.literal('ok'),
  version: z.string(),
  plugs: z.number().int(),
})
export type BridgeHealth = z.infer<typeof BridgeHealth>
