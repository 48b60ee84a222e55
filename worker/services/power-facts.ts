import type { PlugReading } from '../../bridge/protocol.ts'
import { selectNewestCredibleAudit } from '../db/clock-trust.ts'
import { type Incident, selectOpenIncidents } from '../db/incidents.ts'
import { selectPowerJobs } from '../db/jobs.ts'
import { selectRecentMinutes } from '../db/plug-minutes.ts'
import { type PlugStateRow, selectPlugStates } from '../db/plug-states.ts'
import { type PlugRow, selectPlugs } from '../db/plugs.ts'
import { selectOpenStop, selectOverrides } from '../db/power-switches.ts'
import { type PrinterRow, selectPrinters } from '../db/printers.ts'
import { selectSettings } from '../db/settings.ts'
import type { Deps } from '../deps.ts'
import { type ClockDoubt, doubtClock } from '../domain/clock-sanity.ts'
import { judgeLoad, type LoadSample } from '../domain/load.ts'
import type { Observed, PowerFacts, Reason } from '../domain/power-facts.ts'
import { powerPolicyOf } from '../domain/power-policy.ts'
import { type Observation, observeOwnPlugs } from './observe-plugs.ts'
import { settingsFrom } from './settings.ts'

const MINUTE_MS = 60_000
/** Far enough for warming up, telling of delays and extending; the next pass looks again. */
const LOOK_AHEAD_MS = 120 * MINUTE_MS

/** One printer with a plug, ready to be decided. */
export type PrinterCase = {
  printer: PrinterRow
  plug: PlugRow
  reading: PlugReading | undefined
  state: PlugStateRow | undefined
  facts: PowerFacts
}

/** All that one pass knows, read once at its beginning. */
export type Workshop = {
  at: number
  cases: PrinterCase[]
  /** Nothing to switch and nothing to see: such a machine follows the clock alone. */
  plugless: { printer: PrinterRow; facts: PowerFacts }[]
  plugs: PlugRow[]
  states: Map<string, PlugStateRow>
  observation: Observation
  openIncidents: Incident[]
  emergencySince: number | null
  clockDoubt: ClockDoubt | null
  staggerMs: number
}

export const printersOf = ({ cases, plugless }: Workshop): PrinterRow[] =>
  [...cases, ...plugless].map(({ printer }) => printer)

/** Only what the bridge says now; without a word from it nothing is known since now. */
export const observedOf = (reading: PlugReading | undefined, now: number): Observed => {
  if (!reading) return { state: 'unknown', since: now }
  // The bridge's clock may differ from ours: its age counts, not its time.
  return reading.state === 'unknown'
    ? { state: 'unknown', since: now - (reading.ageMs ?? 0) }
    : { state: reading.state }
}

export const reasonBefore = (state: PlugStateRow | undefined): Reason | null =>
  state ? { kind: state.reason, jobId: state.jobId, since: state.reasonSince } : null

/** Since the last booked row: what the bridge saw within the last minute. */
const newestSample = (
  reading: PlugReading | undefined,
  state: PlugStateRow | undefined,
  now: number,
): LoadSample[] => {
  if (!reading || !state || state.bookedUntil >= now) return []
  const peakWatts = reading.state === 'unknown' ? null : peakOf(reading)
  return [{ startsAt: state.bookedUntil, endsAt: now, peakWatts }]
}

/** The highest load of the last minute. A plug that is off lets nothing through. */
export const peakOf = (reading: PlugReading): number | null =>
  reading.state === 'off' ? 0 : (reading.peakWatts ?? reading.watts)

/** Reads the database and the bridge once; a bridge that is silent is an observation too. */
export const readWorkshop = async (deps: Deps): Promise<Workshop> => {
  const now = deps.now()
  const [printers, plugs, jobs, openIncidents, stateRows, overrides, stops, settingRows, newestAudit] =
    await deps.db.batch([
      selectPrinters(deps.db),
      selectPlugs(deps.db),
      selectPowerJobs(deps.db, now + LOOK_AHEAD_MS),
      selectOpenIncidents(deps.db),
      selectPlugStates(deps.db),
      selectOverrides(deps.db, now),
      selectOpenStop(deps.db),
      selectSettings(deps.db),
      selectNewestCredibleAudit(deps.db),
    ])
  const policies = new Map(printers.map((one) => [one.id, powerPolicyOf(one, one.powerPolicy)]))
  const judgedMinutes = Math.max(
    ...[...policies.values()].map(({ idleMinutes, coolDownMinutes }) =>
      Math.max(idleMinutes, coolDownMinutes),
    ),
    1,
  )
  const [observation, minutes] = await Promise.all([
    observeOwnPlugs(deps, plugs),
    selectRecentMinutes(
      deps.db,
      plugs.map(({ id }) => id),
      now - (judgedMinutes + 2) * MINUTE_MS,
    ),
  ])
  const states = new Map(stateRows.map((state) => [state.plugId, state]))
  const emergencySince = stops[0]?.createdAt ?? null
  const clockDoubt = doubtClock(now, newestAudit[0]?.at ?? null)

  const factsOf = (printer: PrinterRow, reading: PlugReading | undefined): PowerFacts => {
    const state = printer.plugId === null ? undefined : states.get(printer.plugId)
    const policy = powerPolicyOf(printer, printer.powerPolicy)
    const samples = minutes
      .filter(({ plugId }) => plugId === printer.plugId)
      .map(({ startsAt, endsAt, peakMw }) => ({
        startsAt,
        endsAt,
        peakWatts: peakMw === null ? null : peakMw / 1000,
      }))
    return {
      jobs: jobs.filter(({ printerId }) => printerId === printer.id),
      observed: observedOf(reading, now),
      load: judgeLoad([...samples, ...newestSample(reading, state, now)], policy, now),
      policy,
      inService: printer.serviceState === 'available',
      override: overrides.find(({ printerId }) => printerId === printer.id) ?? null,
      emergencySince,
      clockDoubt,
      before: reasonBefore(state),
    }
  }
  const cases = printers.flatMap((printer): PrinterCase[] => {
    const plug = plugs.find(({ id }) => id === printer.plugId)
    if (!plug) return []
    const reading = observation.bridge === 'up' ? observation.readings.get(plug.id) : undefined
    return [{ printer, plug, reading, state: states.get(plug.id), facts: factsOf(printer, reading) }]
  })
  return {
    at: now,
    cases,
    plugless: printers
      .filter(({ id }) => !cases.some(({ printer }) => printer.id === id))
      .map((printer) => ({ printer, facts: { ...factsOf(printer, undefined), observed: { state: 'on' } } })),
    plugs,
    states,
    observation,
    openIncidents,
    emergencySince,
    clockDoubt,
    staggerMs: settingsFrom(settingRows).staggerSeconds * 1000,
  }
}
