import { Temporal } from 'temporal-polyfill'
import type { EnergyPurpose } from './energy.ts'
import type { JobStatus } from './job-status.ts'
import { instantOf } from './local-time.ts'
import type { OpeningHours, Weekday } from './policy.ts'
import type { Window } from './window.ts'

/** A local day with its names; 23, 24 or 25 hours long. */
export type LocalDay = Window & { day: string; week: string; month: string; weekday: number }

/** The local day of an instant with the names it is grouped by. */
export const localDayOf = (at: number, timeZone: string): LocalDay => {
  const start = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).startOfDay()
  const date = start.toPlainDate()
  return {
    startsAt: start.epochMilliseconds,
    endsAt: start.add({ days: 1 }).startOfDay().epochMilliseconds,
    day: date.toString(),
    week: date.subtract({ days: date.dayOfWeek - 1 }).toString(),
    month: date.toPlainYearMonth().toString(),
    weekday: date.dayOfWeek,
  }
}

/** A job as far as figures need it. */
export type UsageJob = {
  id: string
  printerId: string
  /** What kind of machine it is. */
  printerKind: string
  userId: string
  costCentreId: string | null
  /** The cohort its holder was in when it began. */
  cohortId: string | null
  status: JobStatus
  startsAt: number
  /** The end that was booked. */
  endsAt: number
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
  cancelledAt: number | null
  isOverrun: boolean
}

export type UsageEnergy = {
  printerId: string
  hourAt: number
  purpose: EnergyPurpose
  jobId: string | null
  energyMwh: number
  coveredMs: number
  measuredMs: number
}

/** What happened on a day on a machine for a person; '' where there is none. */
export type UsageRow = {
  day: string
  week: string
  month: string
  weekday: number
  printerId: string
  userId: string
  costCentreId: string
  cohortId: string
  jobs: number
  noShows: number
  cancels: number
  lateCancels: number
  overruns: number
  waitingMs: number
  bookedMs: number
  usedMs: number
  openMs: number
  jobMwh: number
  standbyMwh: number
  unbookedMwh: number
  coveredMs: number
  measuredMs: number
  energyMillicents: number
  machineMillicents: number
}
export type UsageHour = {
  day: string
  weekday: number
  hour: number
  printerId: string
  userId: string
  bookedMs: number
}

/** How much of a day a machine may be booked by its opening hours, without what is closed. */
export const openMsOf = (
  day: LocalDay,
  hours: OpeningHours | null,
  closed: Window[],
  timeZone: string,
): number => {
  const open: Window[] =
    hours === null
      ? [day]
      : (hours[`${day.weekday}` as Weekday] ?? []).map(({ from, to }) => ({
          startsAt: instantOf(day.day, from, timeZone),
          endsAt: instantOf(day.day, to, timeZone),
        }))
  // Closures may overlap: what one has taken, another does not take again.
  const left = closed.reduce(
    (windows, closure) =>
      windows.flatMap(({ startsAt, endsAt }) => [
        { startsAt, endsAt: Math.min(endsAt, Math.max(startsAt, closure.startsAt)) },
        { startsAt: Math.max(startsAt, Math.min(endsAt, closure.endsAt)), endsAt },
      ]),
    open,
  )
  return left.reduce((sum, { startsAt, endsAt }) => sum + Math.max(0, endsAt - startsAt), 0)
}
