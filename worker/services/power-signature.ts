import {
  insertMeasurement,
  type RunningJob,
  selectMeasured,
  selectUnmeasured,
} from '../db/job-measurements.ts'
import { selectPowerLevels, selectToLearn, selectWatts, upsertPowerLevels } from '../db/power-levels.ts'
import { findPrinter } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { similarTo, usualShareOf } from '../domain/planned-measured.ts'
import { type PhaseStretch, readPhases } from '../domain/power-signature.ts'
import { learnLevels, type PhaseLevels, UNKNOWN_PRINTER } from '../domain/power-signature-levels.ts'
import { estimateFinish, judgeOutcome, USUAL_SHARE } from '../domain/print-outcome.ts'
import type { Window } from '../domain/window.ts'
import { requireJob } from './job-step.ts'
import { iso, isoOrNull } from './present.ts'
import { Refused } from './refusal.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** So long a print is looked at, in minutes. */
const MAX_MINUTES = 4_400
const MAX_WINDOW_MS = 3 * DAY_MS
/** What came before tells whether the machine was warm. */
const LEAD_MS = 10 * MINUTE_MS
const LEARN_FROM_MS = 7 * DAY_MS
const LEARN_EVERY_MS = DAY_MS
const LEARNED_A_PASS = 3
const MAX_LEARN_MINUTES = 10_080
/** The minutes are kept for thirty days: measure while they are there. */
const MEASURE_WITHIN_MS = 29 * DAY_MS
/** Machines wind down after their job. */
const SETTLE_MS = 5 * MINUTE_MS
const MEASURED_A_PASS = 3
const HABIT_MS = 365 * DAY_MS
const MAX_HABIT_JOBS = 200

/** What is known of each machine's levels; a guess where nothing was learned. */
export const levelsOf = async (deps: Deps, printerIds: string[]): Promise<Map<string, PhaseLevels>> => {
  const known = new Map(
    (await selectPowerLevels(deps.db, printerIds)).map(({ printerId, levels }) => [printerId, levels]),
  )
  return new Map(printerIds.map((id) => [id, known.get(id) ?? UNKNOWN_PRINTER]))
}

/** Learns the levels of the machines that have waited longest, some at a time, at most once a day each. */
export const learnDue = async (deps: Deps): Promise<void> => {
  const now = deps.now()
  for (const due of await selectToLearn(deps.db, now - LEARN_EVERY_MS, LEARNED_A_PASS)) {
    const window = { startsAt: now - LEARN_FROM_MS, endsAt: now }
    const samples = await selectWatts(deps.db, due.plugId, window, MAX_LEARN_MINUTES)
    await upsertPowerLevels(deps.db, due.printerId, learnLevels(samples), now)
  }
}

/** The phases of a job's machine since shortly before it began. */
export const phasesOfJob = async (
  deps: Deps,
  job: Pick<RunningJob, 'plugId' | 'startsAt' | 'startedAt'>,
  levels: PhaseLevels,
  until: number,
): Promise<PhaseStretch[]> => {
  if (job.plugId === null) return []
  const startsAt = (job.startedAt ?? job.startsAt) - LEAD_MS
  const samples = await selectWatts(deps.db, job.plugId, { startsAt, endsAt: until }, MAX_MINUTES)
  return readPhases(samples, levels)
}

/** How this person's jobs on this machine went, newest first. */
export const habitsOf = async (deps: Deps, userId: string, printerId: string) => {
  const since = deps.now() - HABIT_MS
  const jobs = await selectMeasured(deps.db, { userId, printerId, since, limit: MAX_HABIT_JOBS })
  return jobs.map(({ workedMs, ...job }) => ({ ...job, workedMs: workedMs ?? 0 }))
}

/** Writes down how jobs went that are over, a few at a time. Twice changes nothing. */
export const measureFinished = async (deps: Deps): Promise<void> => {
  const now = deps.now()
  const jobs = await selectUnmeasured(deps.db, now - MEASURE_WITHIN_MS, now - SETTLE_MS, MEASURED_A_PASS)
  const levels = await levelsOf(
    deps,
    jobs.map(({ printerId }) => printerId),
  )
  for (const job of jobs) {
    const endedAt = job.finishedAt ?? now
    const stretches = await phasesOfJob(deps, job, levels.get(job.printerId) ?? UNKNOWN_PRINTER, endedAt)
    const own = stretches.filter(({ endsAt }) => endsAt > (job.startedAt ?? job.startsAt))
    const first = own.find(({ phase }) => phase === 'heat_up' || phase === 'printing')
    const { workedMs } = judgeOutcome(stretches, job, USUAL_SHARE, endedAt)
    await insertMeasurement(deps.db, {
      jobId: job.id,
      printerId: job.printerId,
      userId: job.userId,
      bookedMs: job.endsAt - job.startsAt,
      workedMs: own.some(({ phase }) => phase !== 'unsure') ? workedMs : null,
      idleBeforeMs: first ? Math.max(0, first.startsAt - job.startsAt) : null,
      measuredAt: now,
    })
  }
}

const presentStretch = ({ startsAt, endsAt, phase, confidence }: PhaseStretch) => ({
  startsAt: iso(startsAt),
  endsAt: iso(endsAt),
  phase,
  confidence: Math.round(confidence * 100) / 100,
})

/**
 * What a machine did in a window of at most three days, by its watts. Refuses with `not_found`, and with
 * `invalid_state` what has no plug.
 */
export const readPrinterPhases = async (deps: Deps, printerId: string, window: Window) => {
  const printer = await findPrinter(deps.db, printerId)
  if (!printer || printer.archivedAt !== null) throw new Refused('not_found')
  if (printer.plugId === null) throw new Refused('invalid_state')
  if (window.endsAt - window.startsAt > MAX_WINDOW_MS)
    throw new Refused('invalid_input', { errors: [{ path: 'to', code: 'up_to_three_days' }] })
  const [levels, samples] = await Promise.all([
    levelsOf(deps, [printerId]),
    selectWatts(deps.db, printer.plugId, window, MAX_MINUTES),
  ])
  const known = levels.get(printerId) ?? UNKNOWN_PRINTER
  return { levels: known, items: readPhases(samples, known).map(presentStretch), nextCursor: null }
}

/**
 * How a job goes, for its holder and for staff: the phase, whether it probably failed, and when it will be done
 * where that can be told. Refuses with `not_found` and `forbidden`.
 */
export const readProgress = async (deps: Deps, actor: UserActor, id: string) => {
  const job = await requireJob(deps, id)
  if (job.userId !== actor.id && !mayDo(actor, 'energy.read_all')) throw new Refused('forbidden')
  const printer = await findPrinter(deps.db, job.printerId)
  const now = deps.now()
  const endedAt = job.finishedAt ?? now
  const [levels, habits] = await Promise.all([
    levelsOf(deps, [job.printerId]),
    habitsOf(deps, job.userId, job.printerId),
  ])
  const known = levels.get(job.printerId) ?? UNKNOWN_PRINTER
  const hasBegun = job.startedAt !== null
  const stretches = hasBegun
    ? await phasesOfJob(deps, { ...job, plugId: printer?.plugId ?? null }, known, endedAt)
    : []
  const booked = { startsAt: job.startsAt, endsAt: job.overrunSince ?? job.endsAt }
  const outcome = judgeOutcome(stretches, booked, usualShareOf(habits) ?? USUAL_SHARE, endedAt)
  const earlier = similarTo(habits, job.title).map(({ workedMs }) => workedMs)
  const finish = job.status === 'running' ? estimateFinish(stretches, earlier, now) : null
  const last = stretches.at(-1)
  return {
    phase: last?.phase ?? 'unsure',
    confidence: last ? Math.round(last.confidence * 100) / 100 : null,
    since: isoOrNull(last?.startsAt ?? null),
    isLearned: known.isLearned,
    workedMinutes: Math.round(outcome.workedMs / MINUTE_MS),
    verdict: outcome.verdict,
    quietSince: isoOrNull(outcome.quietSince),
    finish: finish && {
      at: iso(finish.at),
      earliestAt: iso(finish.earliestAt),
      latestAt: iso(finish.latestAt),
      basis: finish.basis,
    },
    phases: stretches.map(presentStretch),
  }
}
