import { energyCentsOf, feeCentsOf, machineCentsOf, type Price } from './cost.ts'
import type { JobStatus } from './job-status.ts'
import type { LocalDay, UsageEnergy, UsageHour, UsageJob, UsageRow } from './usage-day.ts'
import type { Window } from './window.ts'

const HOUR_MS = 3_600_000
/** Cancelled later than this before the start: hardly anybody could use the time any more. */
const LATE_CANCEL_MS = 2 * HOUR_MS
/** Booked and not given back. */
const COUNTED: readonly JobStatus[] = ['scheduled', 'running', 'overrunning', 'finished', 'missed']

const overlapMs = (one: Window, other: Window): number =>
  Math.max(0, Math.min(one.endsAt, other.endsAt) - Math.max(one.startsAt, other.startsAt))

export type DayFacts = {
  day: LocalDay
  /** All that reach into the day, and those that took energy on it. */
  jobs: UsageJob[]
  energy: UsageEnergy[]
  prices: Price[]
  openMs: Map<string, number>
  now: number
  /** The local hour of an instant, 0–23. */
  localHour: (at: number) => number
}

/**
 * Adds up one local day. Counts belong to the day a job begins on; time and energy to the day they fall on.
 * The energies of all rows add up to the ledger's, to the milliwatt-hour.
 */
export const addUpDay = (facts: DayFacts): { rows: UsageRow[]; hours: UsageHour[] } => {
  const { day, jobs, prices, openMs, now } = facts
  const rows = new Map<string, UsageRow>()
  const row = (printerId: string, job?: UsageJob): UsageRow => {
    const [userId, costCentreId, cohortId] = [job?.userId ?? '', job?.costCentreId ?? '', job?.cohortId ?? '']
    const key = JSON.stringify([printerId, userId, costCentreId, cohortId])
    const known = rows.get(key)
    if (known) return known
    const { startsAt: _from, endsAt: _until, ...names } = day
    const fresh: UsageRow = { ...names, printerId, userId, costCentreId, cohortId, ...NOTHING }
    rows.set(key, fresh)
    return fresh
  }
  const hours = new Map<string, UsageHour>()
  for (const [printerId, ms] of openMs) if (ms > 0) row(printerId).openMs = ms

  for (const job of jobs) {
    if (job.startsAt >= day.startsAt && job.startsAt < day.endsAt) count(row(job.printerId, job), job)
    if (!COUNTED.includes(job.status)) continue
    const booked = overlapMs(job, day)
    if (booked > 0) {
      row(job.printerId, job).bookedMs += booked
      bookHours(hours, facts, job)
    }
    const used = job.startedAt === null ? null : { startsAt: job.startedAt, endsAt: job.finishedAt ?? now }
    const usedMs = used ? overlapMs(used, day) : 0
    if (used && usedMs > 0) {
      const own = row(job.printerId, job)
      own.usedMs += usedMs
      // The price at the beginning of the use holds for all of it, on whatever day; the fee is due on the first.
      const timeCents = machineCentsOf(job, { from: used.startsAt, until: used.startsAt + usedMs }, prices)
      const feeCents = used.startsAt >= day.startsAt ? feeCentsOf(job, used.startsAt, prices) : 0
      own.machineMillicents += Math.round((timeCents + feeCents) * 1_000)
    }
  }
  addEnergy(facts, row)
  return { rows: [...rows.values()], hours: [...hours.values()] }
}

const NOTHING = {
  jobs: 0,
  noShows: 0,
  cancels: 0,
  lateCancels: 0,
  overruns: 0,
  waitingMs: 0,
  bookedMs: 0,
  usedMs: 0,
  openMs: 0,
  jobMwh: 0,
  standbyMwh: 0,
  unbookedMwh: 0,
  coveredMs: 0,
  measuredMs: 0,
  energyMillicents: 0,
  machineMillicents: 0,
}

const count = (own: UsageRow, job: UsageJob): void => {
  if (job.status === 'cancelled') {
    own.cancels += 1
    if (job.cancelledAt !== null && job.startsAt - job.cancelledAt < LATE_CANCEL_MS) own.lateCancels += 1
  }
  if (!COUNTED.includes(job.status)) return
  own.jobs += 1
  own.waitingMs += Math.max(0, job.startsAt - job.createdAt)
  if (job.status === 'missed') own.noShows += 1
  if (job.isOverrun) own.overruns += 1
}

/** Where the clocks change, an hour may come twice: both count for the same local hour. */
const bookHours = (hours: Map<string, UsageHour>, { day, localHour }: DayFacts, job: UsageJob): void => {
  for (
    let at = Math.floor(Math.max(job.startsAt, day.startsAt) / HOUR_MS) * HOUR_MS;
    at < Math.min(job.endsAt, day.endsAt);
    at += HOUR_MS
  ) {
    const bookedMs = overlapMs(
      { startsAt: Math.max(at, day.startsAt), endsAt: Math.min(at + HOUR_MS, day.endsAt) },
      job,
    )
    const hour = localHour(Math.max(at, day.startsAt))
    const key = JSON.stringify([hour, job.printerId, job.userId])
    const known = hours.get(key)
    if (known) known.bookedMs += bookedMs
    else {
      const { printerId, userId } = job
      hours.set(key, { day: day.day, weekday: day.weekday, hour, printerId, userId, bookedMs })
    }
  }
}

const addEnergy = (
  { jobs, energy, prices }: DayFacts,
  row: (printerId: string, job?: UsageJob) => UsageRow,
): void => {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  for (const { printerId, hourAt, purpose, jobId, energyMwh, coveredMs, measuredMs } of energy) {
    const own = row(printerId, jobId === null ? undefined : byId.get(jobId))
    own[`${purpose}Mwh`] += energyMwh
    own.coveredMs += coveredMs
    own.measuredMs += measuredMs
    const energyCents = energyCentsOf([{ at: hourAt, energyMwh }], prices)
    own.energyMillicents += Math.round(energyCents * 1_000)
  }
}
