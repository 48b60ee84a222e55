import { insertAuditIfChanged } from '../db/audit-events.ts'
import { closeIncident, type Incident, openIncident, selectOpenIncidents } from '../db/incidents.ts'
import { type RunningJob, selectRunning } from '../db/job-measurements.ts'
import { updateJob } from '../db/jobs.ts'
import { selectRecentLoad } from '../db/power-levels.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { usualShareOf } from '../domain/planned-measured.ts'
import { type PhaseLevels, UNKNOWN_PRINTER } from '../domain/power-signature-levels.ts'
import { judgeOutcome, type Outcome, USUAL_SHARE } from '../domain/print-outcome.ts'
import { deedOf } from './audit.ts'
import { notify, notifyIfChanged } from './notify.ts'
import { habitsOf, levelsOf, phasesOfJob } from './power-signature.ts'
import { readSettings } from './settings.ts'

const SYSTEM: Actor = { kind: 'system' }
const MINUTE_MS = 60_000
/** Nothing can have been quiet for longer in a younger job. */
const YOUNGEST_MS = 12 * MINUTE_MS
const QUIET_MS = 9 * MINUTE_MS

const causeOf = (jobId: string): string => `print_failed:${jobId}`

/**
 * Looks at machines that run and have become quiet: a print that probably broke off is an incident and its
 * holder is told; one that is done early asks its holder to give back the rest, or gives it back, as set.
 * Level-based: a second pass changes nothing.
 */
export const watchPrints = async (deps: Deps): Promise<void> => {
  const now = deps.now()
  const [running, open] = await deps.db.batch([
    selectRunning(deps.db, now - YOUNGEST_MS),
    selectOpenIncidents(deps.db),
  ])
  const failed = open.filter(({ kind }) => kind === 'print_failed')
  if (running.length === 0 && failed.length === 0) return
  const quiet = await quietOf(deps, running, now)
  const judged = new Map<string, Outcome>()
  for (const { job, levels } of quiet) {
    const outcome = await judge(deps, job, levels, now)
    judged.set(job.id, outcome)
    if (outcome.verdict === 'probably_failed') await tellFailed(deps, job, outcome)
    else if (outcome.verdict === 'going_on') await offerRest(deps, job, outcome, now)
  }
  for (const incident of failed) {
    const isRunning = running.some(({ id }) => id === incident.jobId)
    const verdict = incident.jobId === null ? undefined : judged.get(incident.jobId)?.verdict
    // Works again, or is over. What is unsure stays as it is.
    if (!isRunning || verdict === undefined || verdict === 'going_on') await closeOne(deps, incident)
  }
}

/** Most machines work: only those that drew little of late are looked at more closely. */
const quietOf = async (deps: Deps, running: RunningJob[], now: number) => {
  const plugIds = running.flatMap(({ plugId }) => plugId ?? [])
  const [loads, levels] = await Promise.all([
    selectRecentLoad(deps.db, plugIds, now - QUIET_MS),
    levelsOf(
      deps,
      running.map(({ printerId }) => printerId),
    ),
  ])
  return running.flatMap((job) => {
    const known = levels.get(job.printerId) ?? UNKNOWN_PRINTER
    const load = loads.find(({ plugId }) => plugId === job.plugId)
    const lowestWork = Math.min(...known.printingWatts)
    return load && load.peakAverageWatts < lowestWork ? [{ job, levels: known }] : []
  })
}

const judge = async (deps: Deps, job: RunningJob, levels: PhaseLevels, now: number): Promise<Outcome> => {
  const [stretches, habits] = await Promise.all([
    phasesOfJob(deps, job, levels, now),
    habitsOf(deps, job.userId, job.printerId),
  ])
  return judgeOutcome(stretches, job, usualShareOf(habits) ?? USUAL_SHARE, now)
}

const tellFailed = async (deps: Deps, job: RunningJob, outcome: Outcome): Promise<void> => {
  const id = deps.newId()
  const at = deps.now()
  const workedMinutes = Math.round(outcome.workedMs / MINUTE_MS)
  const quietSince = outcome.quietSince ?? at
  const details = { workedMinutes, quietSince, confidence: Math.round(outcome.confidence * 100) / 100 }
  const [opened] = await deps.db.batch([
    openIncident(deps.db, {
      id,
      kind: 'print_failed',
      severity: 'warning',
      cause: causeOf(job.id),
      printerId: job.printerId,
      plugId: job.plugId,
      jobId: job.id,
      details,
      openedAt: at,
    }),
    insertAuditIfChanged(
      deps.db,
      deedOf(SYSTEM, {
        at,
        action: 'incident.open',
        entityId: id,
        changes: { cause: [null, causeOf(job.id)] },
      }),
    ),
    notifyIfChanged(deps, {
      userId: job.userId,
      kind: 'print_failed',
      jobId: job.id,
      printerId: job.printerId,
      params: { title: job.title, printer: job.printerName, quietSince, workedMinutes },
    }),
  ])
  if (opened.meta.changes > 0) deps.board.forget()
}

const MIN_LEFT_MS = 30 * MINUTE_MS

/** The print is done and much of the time is left: others could use it. */
const offerRest = async (deps: Deps, job: RunningJob, outcome: Outcome, now: number): Promise<void> => {
  const { releaseWhenDone } = await readSettings(deps)
  const isDone =
    outcome.quietSince !== null && now - outcome.quietSince >= QUIET_MS && job.endsAt - now >= MIN_LEFT_MS
  if (!isDone || outcome.workedMs === 0 || releaseWhenDone === 'off') return
  const params = { title: job.title, printer: job.printerName, endsAt: job.endsAt }
  const about = { userId: job.userId, jobId: job.id, printerId: job.printerId, params }
  if (releaseWhenDone === 'ask') {
    await notify(deps, { ...about, kind: 'print_done', once: `print_done:${job.id}` })
    return
  }
  const deed = { at: now, action: 'job.finish', entityId: job.id } as const
  await deps.db.batch([
    updateJob(
      deps.db,
      job.id,
      ['running'],
      { status: 'finished', attention: null, finishedAt: now },
      job.version,
    ),
    insertAuditIfChanged(
      deps.db,
      deedOf(SYSTEM, { ...deed, changes: { status: ['running', 'finished'], by: [null, 'load'] } }),
    ),
    notifyIfChanged(deps, { ...about, kind: 'print_released' }),
  ])
  deps.board.forget()
  deps.nudgePower()
}

const closeOne = async (deps: Deps, incident: Incident): Promise<void> => {
  const at = deps.now()
  await deps.db.batch([
    closeIncident(deps.db, incident.cause, at),
    insertAuditIfChanged(deps.db, deedOf(SYSTEM, { at, action: 'incident.close', entityId: incident.cause })),
  ])
  deps.board.forget()
}
