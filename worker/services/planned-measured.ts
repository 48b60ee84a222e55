import { type MeasuredJob, selectMeasured } from '../db/job-measurements.ts'
import { findPrinter } from '../db/printers.ts'
import { selectNames } from '../db/statistics.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { instantOf, localDate } from '../domain/local-time.ts'
import { suggestDuration, usedShare } from '../domain/planned-measured.ts'
import { effectivePolicy } from '../domain/policy.ts'
import { areWholeMonths, withheld } from '../domain/withholding.ts'
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

/** What may be shown in works-council mode: of whole months that are over, machines of five people and more in each. */
const openTo = (deps: Deps, range: Range, jobs: MeasuredJob[]): MeasuredJob[] => {
  const { timeZone } = deps.config
  if (!areWholeMonths(range, localDate(deps.now(), timeZone))) return []
  const months = Map.groupBy(jobs, ({ startsAt }) => localDate(startsAt, timeZone).slice(0, 7))
  return [...months.values()].flatMap((month) => {
    const groups = [...Map.groupBy(month, ({ printerId }) => printerId)].map(([printerId, own]) => ({
      keys: [printerId],
      members: [...new Set(own.map(({ userId }) => userId))],
      own,
    }))
    const hidden = withheld(groups)
    return groups.filter((group) => !hidden.has(group)).flatMap(({ own }) => own)
  })
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
  const inRange = rows.filter(({ startsAt }) => startsAt >= (from ?? 0) && startsAt < (to ?? 0))
  const open = isAll && worksCouncilMode ? openTo(deps, range, inRange) : inRange
  const shown = [...Map.groupBy(open, ({ printerId }) => printerId)]
  const machines = new Set(inRange.map(({ printerId }) => printerId)).size
  const names = await selectNames(
    deps.db,
    'printer',
    shown.map(([printerId]) => printerId),
  )
  return {
    ...range,
    withheld: machines - shown.length,
    items: shown.map(([printerId, jobs]) => ({ printerId, ...summarise(jobs) })),
    names: Object.fromEntries(names.map(({ id, name }) => [id, name])) as Record<string, string>,
    nextCursor: null,
  }
}

export type PlanComparison = Awaited<ReturnType<typeof comparePlans>>
