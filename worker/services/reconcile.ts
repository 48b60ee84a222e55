import type { PlugReading } from '../../bridge/protocol.ts'
import { BridgeUnreachable } from '../clients/bridge.ts'
import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { closeIncident, type Incident, openIncident, selectOpenIncidents } from '../db/incidents.ts'
import { markJob, selectDueJobs, updateJob } from '../db/jobs.ts'
import { type PlugRow, selectPlugs } from '../db/plugs.ts'
import { type PrinterRow, selectPrinters } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import {
  decidePower,
  type JobStep,
  nextSteps,
  type Observed,
  type PowerDecision,
  type PowerFacts,
  UNREACHABLE_AFTER_MS,
} from '../domain/power.ts'
import { deedOf } from './audit.ts'
import { type Observation, observeOwnPlugs } from './observe-plugs.ts'

const SYSTEM: Actor = { kind: 'system' }

/** What a pass did, by printer: finishes the sentence "the plug was …". */
export type PassReport = {
  printerId: string
  because: PowerDecision['because'] | 'left alone, its case failed'
  reached: boolean
}[]

type Seen = { observed: Observed; failed: boolean; reading: PlugReading | undefined }

const observedOf = (reading: PlugReading | undefined, now: number): Observed => {
  if (!reading) return { state: 'unknown', since: now }
  return reading.state === 'unknown' ? { state: 'unknown', since: reading.since } : { state: reading.state }
}

/**
 * One pass: reads jobs and plugs, decides per printer, sends at most one command per plug, looks
 * again, records. It keeps nothing between passes; a second pass changes nothing; each printer
 * goes its own way, so that a dead plug delays no other. Never throws for a plug's failure.
 */
export const reconcile = async (deps: Deps): Promise<PassReport> => {
  const now = deps.now()
  const [printerRows, plugRows, dueJobs, openIncidents] = await deps.db.batch([
    selectPrinters(deps.db),
    selectPlugs(deps.db),
    selectDueJobs(deps.db, now),
    selectOpenIncidents(deps.db),
  ])
  const observation = await observeOwnPlugs(deps, plugRows)
  const openCauses = new Set(openIncidents.map(({ cause }) => cause))
  await recordBridge(deps, observation, openCauses)

  return Promise.all(
    printerRows.map((printer) =>
      followJobs(deps, {
        printer,
        plug: plugRows.find(({ id }) => id === printer.plugId),
        jobs: dueJobs.filter(({ printerId }) => printerId === printer.id),
        observation,
        openCauses,
      }).catch((error: unknown) => {
        // What went wrong with one printer must not keep the others from their power.
        deps.log.error('printer left alone in this pass', { printerId: printer.id, error: String(error) })
        return { printerId: printer.id, because: 'left alone, its case failed' as const, reached: false }
      }),
    ),
  )
}

type PrinterCase = {
  printer: PrinterRow
  plug: PlugRow | undefined
  jobs: PowerFacts['jobs']
  observation: Observation
  openCauses: Set<string>
}

const followJobs = async (deps: Deps, { printer, plug, jobs, observation, openCauses }: PrinterCase) => {
  const now = deps.now()
  if (!plug) {
    // Nothing to switch and nothing to verify: such a machine follows the clock alone.
    const on: Observed = { state: 'on' }
    await recordSteps(deps, nextSteps({ jobs, observed: on }, now))
    return { printerId: printer.id, because: decidePower({ jobs, observed: on }, now).because, reached: true }
  }
  const reading = observation.bridge === 'up' ? observation.readings.get(plug.id) : undefined
  const before = observedOf(reading, now)
  const decision = decidePower({ jobs, observed: before }, now)
  const seen =
    decision.command === 'none' || observation.bridge === 'down'
      ? { observed: before, failed: observation.bridge === 'down', reading }
      : await command(deps, plug, decision)
  await recordSteps(deps, nextSteps({ jobs, observed: seen.observed }, deps.now()))
  if (observation.bridge === 'up') await recordReach(deps, printer, plug, seen, openCauses)
  return { printerId: printer.id, because: decision.because, reached: seen.observed.state !== 'unknown' }
}

/** Sends the command and believes only what was read back. */
const command = async (deps: Deps, plug: PlugRow, decision: PowerDecision): Promise<Seen> => {
  const on = decision.command === 'on'
  const unknown: Observed = { state: 'unknown', since: deps.now() }
  try {
    const outcome = await deps.bridge.switchPlug(plug.id, { on })
    if (!outcome.ok) {
      deps.log.warn('plug not switched', {
        plugId: plug.id,
        on,
        kind: outcome.failure?.kind,
        detail: outcome.detail,
      })
      return { observed: unknown, failed: true, reading: undefined }
    }
    const deed = {
      at: deps.now(),
      action: on ? 'plug.switch_on' : 'plug.switch_off',
      entityId: plug.id,
    } as const
    await insertAudit(deps.db, deedOf(SYSTEM, { ...deed, changes: { because: [null, decision.because] } }))
    deps.board.forget()
    return { observed: observedOf(outcome.reading, deps.now()), failed: false, reading: outcome.reading }
  } catch (error) {
    if (!(error instanceof BridgeUnreachable)) throw error
    deps.log.warn('bridge lost during a command', { plugId: plug.id, on })
    return { observed: unknown, failed: true, reading: undefined }
  }
}

const recordSteps = async (deps: Deps, steps: JobStep[]): Promise<void> => {
  for (const { jobId, step } of steps) {
    const now = deps.now()
    const audited = (action: `job.${string}`) =>
      insertAuditIfChanged(deps.db, deedOf(SYSTEM, { at: now, action, entityId: jobId }))
    switch (step) {
      case 'run':
        await deps.db.batch([
          updateJob(deps.db, jobId, ['scheduled'], { status: 'running', attention: null, startedAt: now }),
          audited('job.run'),
        ])
        break
      case 'finish':
        await deps.db.batch([
          updateJob(deps.db, jobId, ['running', 'overrunning'], {
            status: 'finished',
            attention: null,
            finishedAt: now,
          }),
          audited('job.finish'),
        ])
        break
      case 'miss':
        await deps.db.batch([
          updateJob(deps.db, jobId, ['scheduled'], { status: 'missed' }),
          audited('job.miss'),
        ])
        break
      case 'wait_for_plug':
        await markJob(deps.db, jobId, 'plug_unreachable')
        break
    }
    deps.board.forget()
  }
}

/** Opens or closes the plug's incident, once per cause. */
const recordReach = async (
  deps: Deps,
  printer: PrinterRow,
  plug: PlugRow,
  { observed, failed, reading }: Seen,
  openCauses: Set<string>,
): Promise<void> => {
  const cause = `plug_unreachable:${plug.id}`
  const now = deps.now()
  if (observed.state !== 'unknown') {
    if (openCauses.has(cause)) await close(deps, cause)
    return
  }
  const isOverdue = failed || now - observed.since > UNREACHABLE_AFTER_MS
  if (!isOverdue || openCauses.has(cause)) return
  await open(deps, {
    kind: 'plug_unreachable',
    cause,
    printerId: printer.id,
    plugId: plug.id,
    details: { failure: reading?.failure?.kind ?? null, since: observed.since },
  })
}

const recordBridge = async (deps: Deps, { bridge }: Observation, openCauses: Set<string>): Promise<void> => {
  const cause = 'bridge_unreachable'
  if (bridge === 'up' && openCauses.has(cause)) await close(deps, cause)
  if (bridge === 'down' && !openCauses.has(cause)) {
    await open(deps, { kind: 'bridge_unreachable', cause, printerId: null, plugId: null, details: {} })
  }
}

const open = async (
  deps: Deps,
  incident: Pick<Incident, 'kind' | 'cause' | 'printerId' | 'plugId' | 'details'>,
): Promise<void> => {
  const id = deps.newId()
  const at = deps.now()
  await deps.db.batch([
    openIncident(deps.db, {
      ...incident,
      id,
      severity: 'critical',
      jobId: null,
      openedAt: at,
      closedAt: null,
      closedBy: null,
    }),
    insertAuditIfChanged(
      deps.db,
      deedOf(SYSTEM, {
        at,
        action: 'incident.open',
        entityId: id,
        changes: { cause: [null, incident.cause] },
      }),
    ),
  ])
  deps.board.forget()
}

const close = async (deps: Deps, cause: string): Promise<void> => {
  const at = deps.now()
  await deps.db.batch([
    closeIncident(deps.db, cause, at),
    insertAuditIfChanged(deps.db, deedOf(SYSTEM, { at, action: 'incident.close', entityId: cause })),
  ])
  deps.board.forget()
}
