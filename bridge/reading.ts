import { explain } from './failures.ts'
import type { PlugState } from './plug.ts'
import type { FailureKind, PlugReading } from './protocol.ts'

/** After this long without an answer the state is unknown. Wi-Fi gaps of 10–20 s are usual. */
export const unknownAfterMs = 30_000

/** `offAt`: when the plug should switch itself off, epoch ms. */
export type DeadMan =
  | { state: 'none' }
  | { state: 'armed'; offAt: number }
  /** Wanted (off at that time, or not at all: `null`), but the plug did not take it. */
  | { state: 'failed'; reason: FailureKind; offAt: number | null }

/** So far back the highest load is looked for: a power pass comes each minute. */
const peakWithinMs = 60_000
/** A plug is read every 5 s at the most. */
const mostLoads = 20

/** The loads to remember after one more. */
export const rememberLoad = (loads: Memory['loads'], watts: number | null, at: number): Memory['loads'] =>
  [...loads, ...(watts === null ? [] : [{ watts, at }])]
    .filter((load) => at - load.at <= peakWithinMs)
    .slice(-mostLoads)

const peakOf = (loads: Memory['loads'], now: number): number | null =>
  loads
    .filter(({ at }) => now - at <= peakWithinMs)
    .reduce<number | null>((peak, { watts }) => Math.max(peak ?? 0, watts), null)

/** What the bridge remembers of one plug. */
export type Memory = {
  /** When the bridge came to own it, epoch ms. */
  knownSince: number
  last: { state: PlugState; at: number } | null
  /** The loads of the last minute, oldest first. */
  loads: { watts: number; at: number }[]
  failure: { kind: FailureKind; since: number } | null
  /** Somebody pressed the button, as far as can be told. */
  offByHand: boolean
  deadMan: DeadMan
}

/** The reading as it is at `now`. Unknown is no state of the relay: no answer within 30 s. */
export const readingOf = (plugId: string, memory: Memory, energyMwh: number, now: number): PlugReading => {
  const { last, failure, deadMan } = memory
  const armed = deadMan.state === 'armed' && now < deadMan.offAt
  const details = {
    plugId,
    at: last?.at ?? null,
    ageMs: last ? now - last.at : null,
    watts: last?.state.watts ?? null,
    peakWatts: peakOf(memory.loads, now),
    todayWh: last?.state.todayWh ?? null,
    energyMwh,
    rssi: last?.state.rssi ?? null,
    model: last?.state.model ?? null,
    mac: last?.state.mac ?? null,
    firmware: last?.state.firmware ?? null,
    overheated: last?.state.overheated ?? null,
    overloaded: last?.state.overloaded ?? null,
    onForSeconds: last?.state.onForSeconds ?? null,
    offByHand: memory.offByHand,
    deadMan: deadMan.state === 'armed' && !armed ? ('none' as const) : deadMan.state,
    deadManOffAt: armed ? deadMan.offAt : null,
    deadManReason: deadMan.state === 'failed' ? deadMan.reason : null,
  }
  if (last === null || now - last.at > unknownAfterMs) {
    const since = last?.at ?? memory.knownSince
    const kind = failure?.kind ?? (last ? 'timeout' : 'no_answer_yet')
    return {
      ...details,
      watts: null,
      peakWatts: null,
      state: 'unknown',
      since,
      failure: explain(kind, failure?.since ?? since),
    }
  }
  const impairment =
    failure ?? (last.state.impairment ? { kind: last.state.impairment, since: last.at } : null)
  return {
    ...details,
    state: last.state.on ? 'on' : 'off',
    ...(impairment ? { failure: explain(impairment.kind, impairment.since) } : {}),
  }
}
