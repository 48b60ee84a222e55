import { energyCentsOf, feeCentsOf, machineCentsOf, type Price } from './cost.ts'
import type { UsageEnergy, UsageJob } from './usage-day.ts'
import type { Window } from './window.ts'

/** What a job took of a month. Ids, no names. */
export type StatementLine = {
  jobId: string
  printerId: string
  userId: string
  costCentreId: string | null
  cohortId: string | null
  startsAt: number
  usedMs: number
  energyMwh: number
  energyCents: number
  machineCents: number
  /** What each job costs, in the month it begins; statements from before there were fees have none. */
  feeCents?: number
  /** Percent of the time with a plug that was measured; `null`: no plug. */
  quality: number | null
}
/** What was nobody's: standing by and unbooked use, by machine. */
export type OverheadLine = {
  printerId: string
  purpose: 'standby' | 'unbooked'
  energyMwh: number
  energyCents: number
}
export type CostStatement = {
  month: string
  lines: StatementLine[]
  overhead: OverheadLine[]
  /** What whole cents of each line leave over from what the month cost; statements from before have none. */
  roundingCents?: number
}

const percent = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((100 * part) / whole) : null

const usedWithin = (job: UsageJob, month: Window, now: number): Window | null => {
  if (job.startedAt === null) return null
  const startsAt = Math.max(job.startedAt, month.startsAt)
  const endsAt = Math.min(job.finishedAt ?? now, month.endsAt)
  return startsAt < endsAt ? { startsAt, endsAt } : null
}

/**
 * Every job that was used or took energy in a month as a line, whole cents each, and what was nobody's. The
 * energies add up to the ledger's, to the milliwatt-hour; sums are sums of the lines, so that a reader can check them.
 * With the rounding they are what the ledger's energy and the machines' time cost, to the cent.
 */
export const stateCosts = (
  { month, window }: { month: string; window: Window },
  { jobs, energy, prices }: { jobs: UsageJob[]; energy: UsageEnergy[]; prices: Price[] },
  now: number,
): CostStatement => {
  const known = new Set(jobs.map(({ id }) => id))
  const byJob = Map.groupBy(energy, ({ jobId }) => (jobId !== null && known.has(jobId) ? jobId : ''))
  const exactCents = (hours: UsageEnergy[]): number =>
    energyCentsOf(
      hours.map(({ hourAt, energyMwh }) => ({ at: hourAt, energyMwh })),
      prices,
    )
  const cents = (hours: UsageEnergy[]): number => Math.round(exactCents(hours))
  let exactMachineCents = 0
  const lines = jobs.flatMap((job): StatementLine[] => {
    const hours = byJob.get(job.id) ?? []
    const used = usedWithin(job, window, now)
    if (hours.length === 0 && !used) return []
    const usedMs = used ? used.endsAt - used.startsAt : 0
    const { startedAt } = job
    const isBegun = startedAt !== null && startedAt >= window.startsAt && startedAt < window.endsAt
    // The price at the beginning of the use holds for all of it.
    const machineCents =
      startedAt === null ? 0 : machineCentsOf(job, { from: startedAt, until: startedAt + usedMs }, prices)
    exactMachineCents += machineCents
    return [
      {
        jobId: job.id,
        printerId: job.printerId,
        userId: job.userId,
        costCentreId: job.costCentreId,
        cohortId: job.cohortId,
        startsAt: job.startsAt,
        usedMs,
        energyMwh: hours.reduce((sum, { energyMwh }) => sum + energyMwh, 0),
        energyCents: cents(hours),
        machineCents: Math.round(machineCents),
        feeCents: isBegun ? feeCentsOf(job, startedAt, prices) : 0,
        quality: percent(
          hours.reduce((sum, { measuredMs }) => sum + measuredMs, 0),
          hours.reduce((sum, { coveredMs }) => sum + coveredMs, 0),
        ),
      },
    ]
  })
  const overhead = overheadOf(byJob.get('') ?? [], cents)
  const sum = (of: number[]): number => of.reduce((total, one) => total + one, 0)
  const rounded =
    sum(lines.map(({ energyCents, machineCents }) => energyCents + machineCents)) +
    sum(overhead.map(({ energyCents }) => energyCents))
  const roundingCents = Math.round(exactCents(energy) + exactMachineCents) - rounded
  return { month, lines, overhead, roundingCents }
}

const overheadOf = (energy: UsageEnergy[], cents: (hours: UsageEnergy[]) => number): OverheadLine[] => {
  const groups = Map.groupBy(
    energy,
    // Energy of a job that is gone is nobody's any more.
    ({ printerId, purpose }) => JSON.stringify([printerId, purpose === 'standby' ? 'standby' : 'unbooked']),
  )
  return [...groups.values()].flatMap((hours): OverheadLine[] => {
    const [first] = hours
    if (!first) return []
    return [
      {
        printerId: first.printerId,
        purpose: first.purpose === 'standby' ? 'standby' : 'unbooked',
        energyMwh: hours.reduce((sum, { energyMwh }) => sum + energyMwh, 0),
        energyCents: cents(hours),
      },
    ]
  })
}

/** What a line costs in all. */
export const centsOf = ({ energyCents, machineCents, feeCents = 0 }: StatementLine): number =>
  energyCents + machineCents + feeCents

const REST = Symbol('what is not told apart')

export type CostSum = {
  id: string | null
  /** Of all groups that are not told apart, together. */
  isRest: boolean
  jobs: number
  usedMs: number
  energyMwh: number
  cents: number
}
export type CostGrouping = 'costCentreId' | 'cohortId'

/**
 * Sums of the lines by cost centre or cohort, by id; `null` is what has none. Groups that are not `shown` are one sum
 * at the end, so that the sums still add up to the lines'.
 */
export const sumCosts = (
  lines: StatementLine[],
  by: CostGrouping,
  isShown: (id: string | null) => boolean = () => true,
): CostSum[] =>
  [...Map.groupBy(lines, (line) => (isShown(line[by]) ? line[by] : REST))]
    .map(([group, own]) => ({
      id: group === REST ? null : group,
      isRest: group === REST,
      jobs: own.length,
      usedMs: own.reduce((sum, { usedMs }) => sum + usedMs, 0),
      energyMwh: own.reduce((sum, { energyMwh }) => sum + energyMwh, 0),
      cents: own.reduce((sum, line) => sum + centsOf(line), 0),
    }))
    .sort(
      (one, other) =>
        Number(one.isRest) - Number(other.isRest) || (one.id ?? '').localeCompare(other.id ?? ''),
    )
