import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { type Armed, deadManSeconds } from '../domain/dead-man.ts'
import { type IncidentWanted, incidentsOf, workshopIncidents } from '../domain/incident-causes.ts'
import { nextDueAt, nextSteps } from '../domain/job-steps.ts'
import { commandFor, decidePower, type PowerDecision } from '../domain/power.ts'
import { staggerSwitchOns } from '../domain/stagger.ts'
import { recordSteps } from './follow-jobs.ts'
import { syncIncidents } from './incident-sync.ts'
import { keepLedger, type PlugFinding, recordPlugs } from './ledger.ts'
import { type PrinterCase, readWorkshop, reasonBefore, type Workshop } from './power-facts.ts'
import { type Sent, switchPlug, switchSilentPlug } from './switch-plug.ts'

const SYSTEM: Actor = { kind: 'system' }

/** What a pass did, by printer: finishes the sentence "the plug was …". */
export type PassReport = {
  printers: {
    printerId: string
    because: PowerDecision['because'] | 'left alone, its case failed'
    reached: boolean
  }[]
  /** When the next pass is needed at the latest, epoch ms. */
  nextAt: number | undefined
}

type Decided = PrinterCase & { decision: PowerDecision }
type Followed = {
  printerId: string
  because: PassReport['printers'][number]['because']
  reached: boolean
  incidents: IncidentWanted[]
  finding: PlugFinding | undefined
  failed: boolean
}

/**
 * One pass: reads jobs and plugs, decides per printer, sends at most one command per plug, looks
 * again, records. It keeps nothing between passes; a second pass changes nothing; each printer
 * goes its own way, so that a dead plug delays no other. Never throws for a plug's failure.
 */
export const reconcile = async (deps: Deps): Promise<PassReport> => {
  const workshop = await readWorkshop(deps)
  const now = workshop.at
  const decided = workshop.cases.map((one) => ({ ...one, decision: decidePower(one.facts, now) }))
  const turns = takeTurns(decided, workshop)

  const [followed] = await Promise.all([
    Promise.all(decided.map((one) => followSafely(deps, workshop, one, turns.now.has(one.printer.id)))),
    ...workshop.plugless.map(async ({ printer, facts }) => {
      const steps = nextSteps({ ...facts, watts: null, hasPlug: false }, now)
      await recordSteps(deps, { printer, printers: printersOf(workshop) }, facts.jobs, steps)
    }),
  ])
  await record(deps, workshop, followed)

  const dues = workshop.cases.map(({ facts }) => nextDueAt(facts.jobs, facts.policy, facts.override, now))
  const times = [...dues, turns.nextAt].filter((at) => at !== undefined)
  return {
    printers: followed.map(({ printerId, because, reached }) => ({ printerId, because, reached })),
    nextAt: times.length > 0 ? Math.min(...times) : undefined,
  }
}

const printersOf = ({ cases, plugless }: Workshop) => [...cases, ...plugless].map(({ printer }) => printer)

/** Those that were silent are told in any case: they come back one by one. */
const takeTurns = (decided: Decided[], { staggerMs, at }: Workshop) =>
  staggerSwitchOns(
    decided.map(({ printer, facts, decision, state }) => ({
      id: printer.id,
      circuit: facts.policy.circuit,
      wantsOn: facts.observed.state === 'off' && commandFor(decision, facts.observed) === 'on',
      switchedOnAt: state?.switchedOnAt ?? null,
    })),
    staggerMs,
    at,
  )

const followSafely = (deps: Deps, workshop: Workshop, one: Decided, isItsTurn: boolean): Promise<Followed> =>
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

/** What this pass could not see is not decided: its incidents stay as they are. */
const record = async (deps: Deps, workshop: Workshop, followed: Followed[]): Promise<void> => {
  const { observation, emergencySince, clockDoubt, openIncidents } = workshop
  const unseen = new Set(followed.filter(({ failed }) => failed).map(({ printerId }) => printerId))
  await syncIncidents(
    deps,
    openIncidents,
    [
      ...workshopIncidents({ bridge: observation.bridge, emergencySince, clockDoubt }),
      ...followed.flatMap(({ incidents }) => incidents),
    ],
    ({ printerId, plugId, jobId }) =>
      (printerId !== null && unseen.has(printerId)) ||
      (observation.bridge === 'down' && plugId !== null && jobId === null),
  )
  // Energy without a time to put it at waits for the clock.
  if (clockDoubt) return
  const ownPlugs = followed.flatMap(({ finding }) => finding ?? [])
  await recordPlugs(deps, [...ownPlugs, ...sparePlugs(workshop)])
  await keepLedger(deps)
}

/** A plug without a printer is nobody's to switch, but what it takes is booked. */
const sparePlugs = ({ cases, plugs, observation, states, at }: Workshop): PlugFinding[] =>
  plugs.flatMap(({ id }): PlugFinding[] => {
    const reading = observation.bridge === 'up' ? observation.readings.get(id) : undefined
    if (!reading || reading.state === 'unknown' || cases.some(({ plug }) => plug.id === id)) return []
    const before = states.get(id)
    return [
      {
        plugId: id,
        printerId: null,
        reading,
        seen: reading.state,
        switchedOnAt: before?.switchedOnAt ?? null,
        reason: reasonBefore(before) ?? { kind: 'none', jobId: null, since: at },
        idleWatts: SPARE_IDLE_WATTS,
        before,
      },
    ]
  })

/** Without a machine behind it there is no policy; what a printer's standby stays below. */
const SPARE_IDLE_WATTS = 20
