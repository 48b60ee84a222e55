import { type MeasuredJob, selectMeasured } from '../db/job-measurements.ts'
import { findPrinter } from '../db/printers.ts'
import { selectNames } from '../db/statistics.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { instantOf } from '../domain/local-time.ts'
import { suggestDuration, usedShare } from '../domain/planned-measured.ts'
import { effectivePolicy } from '../domain/policy.ts'
import { withheld } from '../domain/withholding.ts'
import { openHistory } from './history.ts'
import { habitsOf } from './power-signature.ts'
import { Refused } from './refusal.ts'
import { readSettings } from './settings.ts'

type Range = { from: string; to: string }

const HOUR_MS = 3_600_000
const MAX_JOBS = 20_000

/**
 * How long to book, from what this person's earlier prints on this machine took; `null` where the past says
 * nothing. Refuses with `not_found`.
 */
export const suggestMinutes = async (
  deps: Deps,
  actor: UserActor,
  { printerId, title, minutes }: { printerId: string; title: string; minutes?: number | undefined },
) => {
  const printer = await findPrinter(deps.db, printerId)
  if (!printer || printer.archivedAt !== null) throw new Refused('not_found')
  const [settings, habits] = await Promise.all([readSettings(deps), habitsOf(deps, actor.id, printerId)])
  const { slotMinutes } = effectivePolicy(settings, printer.policy, actor.role)
  return { suggestion: suggestDuration(habits, { title, wishedMinutes: minutes ?? null, slotMinutes }) }
}

const hours = (ms: number): number => Math.round((ms / HOUR_MS) * 100) / 100
const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)

const summarise = (jobs: MeasuredJob[]) => {
  const measured = jobs.map((job) => ({ ...job, workedMs: job.workedMs ?? 0 }))
  return {
    jobs: measured.length,
    bookedHours: hours(sum(measured.map(({ bookedMs }) => bookedMs))),
    workedHours: hours(sum(measured.map(({ workedMs }) => workedMs))),
    unusedHours: hours(sum(measured.map(({ bookedMs, workedMs }) => Math.max(0, bookedMs - workedMs)))),
    /** Percent of the booked time. */
    usedShare: usedShare(measured),
    /** Between the start of the job and the first work, on average. */
    idleBeforeMinutes:
      measured.length > 0
        ? Math.round(sum(measured.map(({ idleBeforeMs }) => idleBeforeMs ?? 0)) / measured.length / 60_000)
        : null,
  }
}

/**
 * Booked against worked time by machine, over the local days `[from, to)`: staff of all, others of their own.
 * In works-council mode not of fewer than five people.
 */
export const comparePlans = async (
  deps: Deps,
  actor: UserActor,
  { userId, reason, ...range }: Range & { userId?: string | undefined; reason?: string | undefined },
) => {
  if (userId !== undefined) await openHistory(deps, actor, userId, reason)
  const [from, to] = [range.from, range.to].map((day) => instantOf(day, '00:00', deps.config.timeZone))
  const isAll = userId === undefined && mayDo(actor, 'statistics.read_all')
  const [rows, { worksCouncilMode }] = await Promise.all([
    selectMeasured(deps.db, {
      userId: isAll ? undefined : (userId ?? actor.id),
      since: from ?? 0,
      limit: MAX_JOBS,
    }),
    readSettings(deps),
  ])
  const byPrinter = Map.groupBy(
    rows.filter(({ startsAt }) => startsAt >= (from ?? 0) && startsAt < (to ?? 0)),
    ({ printerId }) => printerId,
  )
  const groups = [...byPrinter].map(([printerId, jobs]) => ({
    printerId,
    people: new Set(jobs.map(({ userId }) => userId)).size,
    figures: summarise(jobs),
  }))
  const hidden = isAll && worksCouncilMode ? withheld(groups) : new Set()
  const shown = groups.filter((group) => !hidden.has(group))
  const names = await selectNames(
    deps.db,
    'printer',
    shown.map(({ printerId }) => printerId),
  )
  return {
    ...range,
    withheld: groups.length - shown.length,
    items: shown.map(({ printerId, figures }) => ({ printerId, ...figures })),
    names: Object.fromEntries(names.map(({ id, name }) => [id, name])) as Record<string, string>,
    nextCursor: null,
  }
}

export type PlanComparison = Awaited<ReturnType<typeof comparePlans>>
