import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { type Armed, deadManSeconds } from '../domain/dead-man.ts'
import { type IncidentWanted, incidentsOf } from '../domain/incident-causes.ts'
import { nextSteps } from '../domain/job-steps.ts'
import { commandFor, type PowerDecision } from '../domain/power.ts'
import { recordSteps } from './follow-jobs.ts'
import type { PlugFinding } from './ledger.ts'
import { type PrinterCase, printersOf, type Workshop } from './power-facts.ts'
import { type Sent, switchPlug, switchSilentPlug } from './switch-plug.ts'

const SYSTEM: Actor = { kind: 'system' }

/** A printer with what its plug should be. */
export type Decided = PrinterCase & { decision: PowerDecision }
/** What came of it. */
export type Followed = {
  printerId: string
  because: PowerDecision['because'] | 'left alone, its case failed'
  reached: boolean
  incidents: IncidentWanted[]
  finding: PlugFinding | undefined
  failed: boolean
}

/** Acts, looks, moves the jobs on and says what a trainer must know. Never throws. */
export const followPrinter = (
  deps: Deps,
  workshop: Workshop,
  one: Decided,
  isItsTurn: boolean,
): Promise<Followed> =>
  follow(deps, workshop, one, isItsTurn).catch((error: unknown) => {
    // What went wrong with one printer must not keep the others from their power.
    const { id: printerId } = one.printer
    deps.log.error('printer left alone in this pass', { printerId, error: String(error) })
    const because = 'left alone, its case failed' as const
    return { printerId, because, reached: false, incidents: [], finding: undefined, failed: true }
  })

/** Act, look, move the jobs on. */
const follow = async (
  deps: Deps,
  workshop: Workshop,
  one: Decided,
  isItsTurn: boolean,
): Promise<Followed> => {
  const { printer, plug, facts, decision, reading } = one
  const sent = await act(deps, workshop, one, isItsTurn)
  const { observed } = sent
  const latest = sent.reading ?? reading
  const watts = observed.state === 'on' ? (latest?.watts ?? null) : null
  const steps = nextSteps({ ...facts, observed, watts, hasPlug: true }, deps.now())
  const jobs = await recordSteps(deps, { printer, printers: printersOf(workshop) }, facts.jobs, steps)
  const incidents = incidentsOf(
    {
      printerId: printer.id,
      plugId: plug.id,
      observed,
      commandFailed: sent.failed,
      failureKind: latest?.failure?.kind ?? null,
      decision,
      override: facts.override,
      jobs,
      policy: facts.policy,
      deadManFailed: latest?.deadMan === 'failed',
      overheated: latest?.overheated ?? false,
      overloaded: latest?.overloaded ?? false,
      watts,
    },
    deps.now(),
  )
  const isSwitchedOn = facts.observed.state !== 'on' && observed.state === 'on' && decision.wanted === 'on'
  return {
    printerId: printer.id,
    because: decision.because,
    reached: observed.state !== 'unknown',
    incidents,
    failed: false,
    finding:
      reading && reading.state !== 'unknown' && observed.state !== 'unknown'
        ? {
            plugId: plug.id,
            printerId: printer.id,
            reading,
            seen: observed.state,
            switchedOnAt: isSwitchedOn ? deps.now() : (one.state?.switchedOnAt ?? null),
            reason: decision.reason,
            idleWatts: facts.policy.idleWatts,
            before: one.state,
          }
        : undefined,
  }
}

/** At most one command; a plug that is right is only told when its countdown is not. */
const act = async (
  deps: Deps,
  { observation, at }: Workshop,
  one: Decided,
  isItsTurn: boolean,
): Promise<Sent> => {
  const { plug, facts, decision, reading } = one
  const asItIs: Sent = { observed: facts.observed, failed: false, reading }
  if (observation.bridge === 'down') return asItIs
  const order = commandFor(decision, facts.observed)
  const isSilent = facts.observed.state === 'unknown'
  if (order === 'on' && !isItsTurn && !isSilent) return asItIs
  const isOn = order === 'on' || (order === 'none' && facts.observed.state === 'on')
  const deadMan = isOn ? deadManSeconds(facts, decision.reason, armedOf(reading), at) : null
  if (order === 'none' && (deadMan === null || deadMan.isRight)) return asItIs
  const on = order === 'none' ? true : order === 'on'
  const command = {
    plugId: plug.id,
    on,
    offAfterSeconds: deadMan?.seconds ?? null,
    because: order === 'none' ? 'countdown set anew' : decision.because,
  }
  return isSilent ? switchSilentPlug(deps, SYSTEM, command) : switchPlug(deps, SYSTEM, command)
}

const armedOf = (reading: PrinterCase['reading']): Armed => {
  if (reading?.deadMan !== 'armed') return { state: reading?.deadMan ?? 'none' }
  // In the bridge's own time, which may differ from ours.
  const bridgeNow = (reading.at ?? 0) + (reading.ageMs ?? 0)
  return { state: 'armed', offInMs: (reading.deadManOffAt ?? bridgeNow) - bridgeNow }
}
