import type { DemoJob } from './jobs.ts'
import { MACHINES } from './machines.ts'
import { randomNumbers } from './random-numbers.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** So far back every minute is there; before that, only those in which something drew power. */
const DENSE_MS = 7 * DAY_MS
/** By the minute so far back, as the worker keeps them; but for the last day, only those in which a machine drew power. */
const MINUTES_KEPT_MS = 29 * DAY_MS
const HEAT_UP_MINUTES = 5
/** A machine stands by for so long before it is switched off. */
const WINDING_DOWN_MINUTES = 3
/** Fans and a warm bed after the work. */
const COOLING_MINUTES = 6
const COOLING_TIMES_STANDBY = 3

/** Watts of the machines by id; the resin printer draws little more than its light. */
const LOADS: Record<string, { heatUp: number; print: number; standby: number }> = {
  'anycubic-photon': { heatUp: 70, print: 48, standby: 7 },
  'prusa-xl': { heatUp: 410, print: 165, standby: 18 },
}
const USUAL = { heatUp: 290, print: 105, standby: 8 }

type Row = Record<string, string | number | null>

/** What a machine draws in a minute of a job that lasts `lengthMinutes`, winding down included. */
const wattsOf = (machineId: string, minute: number, lengthMinutes: number, luck: number): number => {
  const load = LOADS[machineId] ?? USUAL
  if (minute < HEAT_UP_MINUTES) return load.heatUp * (0.95 + 0.1 * luck)
  // People book more than the print takes.
  const since = minute - Math.floor(lengthMinutes * 0.85)
  if (since < 0) return load.print * (0.8 + 0.4 * luck)
  const times = since < COOLING_MINUTES ? COOLING_TIMES_STANDBY : 1
  return load.standby * times * (0.95 + 0.1 * luck)
}

/** Some are left on when they are done, and now and then somebody prints without a reservation. */
const AFTERWARDS_MS = 40 * MINUTE_MS
const afterwardsOf = ({ id }: DemoJob): 'off' | 'standby' | 'unbooked' => {
  const number = Number(id.split('-').at(-1))
  if (number % 23 === 0) return 'unbooked'
  return number % 3 === 0 ? 'standby' : 'off'
}

type Minute = {
  plug_id: string
  printer_id: string
  starts_at: number
  energy_mwh: number
  peak_mw: number
  purpose: 'job' | 'standby' | 'unbooked'
  job_id: string | null
}

/** What a minute's energy was for: the job's own time and a little more, unless the next one has begun. */
const useAt = (jobs: DemoJob[], at: number): { job?: DemoJob; watts?: 'standby' | 'print' } => {
  const own = jobs.findLast(({ startsAt }) => startsAt <= at)
  if (!own) return {}
  const since = at - own.endsAt
  if (since < WINDING_DOWN_MINUTES * MINUTE_MS) return { job: own }
  const afterwards = since < AFTERWARDS_MS ? afterwardsOf(own) : 'off'
  if (afterwards === 'off') return {}
  return { watts: afterwards === 'standby' ? 'standby' : 'print' }
}

/** The minutes that are written down: all of the last days, and before that those around jobs. */
const minutesFor = (jobs: DemoJob[], until: number): number[] => {
  const dense = until - DENSE_MS
  const minutes: number[] = []
  const add = (from: number, to: number) => {
    for (let at = Math.max(from, (minutes.at(-1) ?? 0) + MINUTE_MS); at < to; at += MINUTE_MS)
      minutes.push(at)
  }
  for (const { startsAt, endsAt } of jobs) add(startsAt, Math.min(dense, endsAt + AFTERWARDS_MS))
  add(dense, until)
  return minutes
}

const minutesOf = (now: number, jobs: DemoJob[]): Minute[] => {
  const random = randomNumbers(110)
  const until = Math.floor(now / MINUTE_MS) * MINUTE_MS
  return MACHINES.flatMap(({ id }, i) => {
    const own = jobs
      .filter(({ printerId, status }) => printerId === id && status === 'finished')
      .sort((a, b) => a.startsAt - b.startsAt)
    const load = LOADS[id] ?? USUAL
    return minutesFor(own, until).map((starts_at): Minute => {
      const { job, watts: drawn } = useAt(own, starts_at)
      const luck = random()
      const watts = job
        ? wattsOf(id, (starts_at - job.startsAt) / MINUTE_MS, (job.endsAt - job.startsAt) / MINUTE_MS, luck)
        : drawn === undefined
          ? 0
          : load[drawn] * (0.95 + 0.1 * luck)
      return {
        plug_id: `plug-${i + 1}`,
        printer_id: id,
        starts_at,
        energy_mwh: Math.round((watts * 1_000) / 60),
        peak_mw: Math.round(watts * 1_000 * (1 + 0.1 * luck)),
        purpose: job ? 'job' : drawn === 'print' ? 'unbooked' : 'standby',
        job_id: job?.id ?? null,
      }
    })
  })
}

const minuteRow = (minute: Minute): Row => ({
  ...minute,
  ends_at: minute.starts_at + MINUTE_MS,
  quality: 'measured',
})

/** Sums as the worker's roll-up makes them. */
const hourRows = (minutes: Minute[]): Row[] => {
  const hours = new Map<string, { first: Minute; energy_mwh: number; peak_mw: number; minutes: number }>()
  for (const minute of minutes) {
    const key = [minute.plug_id, Math.floor(minute.starts_at / HOUR_MS), minute.purpose, minute.job_id].join()
    const hour = hours.get(key) ?? { first: minute, energy_mwh: 0, peak_mw: 0, minutes: 0 }
    hour.energy_mwh += minute.energy_mwh
    hour.peak_mw = Math.max(hour.peak_mw, minute.peak_mw)
    hour.minutes += 1
    hours.set(key, hour)
  }
  return [...hours.values()].map(({ first, energy_mwh, peak_mw, minutes: count }) => ({
    plug_id: first.plug_id,
    printer_id: first.printer_id,
    hour_at: Math.floor(first.starts_at / HOUR_MS) * HOUR_MS,
    purpose: first.purpose,
    job_id: first.job_id ?? '',
    energy_mwh,
    peak_mw,
    covered_ms: count * MINUTE_MS,
    measured_ms: count * MINUTE_MS,
    missing_ms: 0,
  }))
}

/**
 * The energy that fits the jobs. `minutes` come in the order of their ids: the first `rolled` of them are
 * in the hours too, as the worker keeps it; the running hour is in minutes only.
 */
export const demoEnergy = (
  now: number,
  jobs: DemoJob[],
): { minutes: Row[]; rolled: number; hours: Row[] } => {
  const all = minutesOf(now, jobs)
  const thisHour = Math.floor(now / HOUR_MS) * HOUR_MS
  const over = all.filter(({ starts_at }) => starts_at < thisHour)
  const kept = over
    .filter(({ starts_at, energy_mwh }) => starts_at >= now - (energy_mwh > 0 ? MINUTES_KEPT_MS : DAY_MS))
    .sort((a, b) => a.starts_at - b.starts_at)
  const current = all
    .filter(({ starts_at }) => starts_at >= thisHour)
    .sort((a, b) => a.starts_at - b.starts_at)
  return { minutes: [...kept, ...current].map(minuteRow), rolled: kept.length, hours: hourRows(over) }
}

/** Prices since before the first job: energy in cents per MWh, machines in cents per hour. */
export const demoTariffs = (now: number, adminId: string): Row[] => {
  const valid_from_at = Math.floor(now / HOUR_MS) * HOUR_MS - 90 * DAY_MS
  const since = { valid_from_at, created_at: now, created_by: adminId, printer_id: null }
  return [
    { id: 'demo-energy', kind: 'energy', cents: 31_500, ...since },
    { id: 'demo-machines', kind: 'machine', cents: 50, ...since },
  ]
}
