import type { Deps } from '../deps.ts'
import { workshopIncidents } from '../domain/incident-causes.ts'
import { nextDueAt, nextSteps } from '../domain/job-steps.ts'
import { commandFor, decidePower } from '../domain/power.ts'
import { staggerSwitchOns } from '../domain/stagger.ts'
import { recordSteps } from './follow-jobs.ts'
import { type Decided, type Followed, followPrinter } from './follow-printer.ts'
import { syncIncidents } from './incident-sync.ts'
import { keepLedger, type PlugFinding, recordPlugs } from './ledger.ts'
import { heedButtons } from './plug-button.ts'
import { printersOf, readWorkshop, reasonBefore, type Workshop } from './power-facts.ts'

/** What a pass did, by printer: finishes the sentence "the plug was …". */
export type PassReport = {
  printers: Pick<Followed, 'printerId' | 'because' | 'reached'>[]
  /** When the next pass is needed at the latest, epoch ms. */
  nextAt: number | undefined
}

/**
 * One pass: reads jobs and plugs, decides per printer, sends at most one command per plug, looks
 * again, records. It keeps nothing between passes; a second pass changes nothing; each printer
 * goes its own way, so that a dead plug delays no other. Never throws for a plug's failure.
 */
export const reconcile = async (deps: Deps): Promise<PassReport> => {
  const workshop = await heedButtons(deps, await readWorkshop(deps))
  const now = workshop.at
  const decided = workshop.cases.map((one) => ({ ...one, decision: decidePower(one.facts, now) }))
  const turns = takeTurns(decided, workshop)

  const [followed] = await Promise.all([
    Promise.all(decided.map((one) => followPrinter(deps, workshop, one, turns.now.has(one.printer.id)))),
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
