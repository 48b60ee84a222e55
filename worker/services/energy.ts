import { selectHourSums, selectHoursOfJob } from '../db/plug-hours.ts'
import { selectMinutes } from '../db/plug-minutes.ts'
import { findPrinter } from '../db/printers.ts'
import { selectTariffs } from '../db/tariffs.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { energyCentsOf, feeCentsOf, machineCentsOf, type Price } from '../domain/cost.ts'
import type { EnergyPurpose } from '../domain/energy.ts'
import { type EnergyResolution, periodOf } from '../domain/energy-periods.ts'
import type { Window } from '../domain/window.ts'
import { iso } from './present.ts'
import { Refused } from './refusal.ts'

const DAY_MS = 24 * 3_600_000
/** So long a stretch is answered at once, by resolution. */
const LONGEST_MS: Record<EnergyResolution, number> = {
  minute: DAY_MS,
  hour: 100 * DAY_MS,
  day: 800 * DAY_MS,
  month: 3_660 * DAY_MS,
}
/** More stretches than a day of minutes of some plugs has. */
const MAX_MINUTES = 20_000
const MWH_PER_WH = 1_000

export type EnergyQuery = Window & {
  plugId?: string | undefined
  /** Whatever plugs the machine had. */
  printerId?: string | undefined
  resolution: EnergyResolution
}

/** A part of the ledger, however fine it is. */
type Slice = {
  at: number
  purpose: EnergyPurpose
  energyMwh: number
  peakMw: number | null
  coveredMs: number
  measuredMs: number
}

const toWh = (mwh: number): number => Math.round(mwh) / MWH_PER_WH
const percent = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((100 * part) / whole) : null

const presentPeriod = ({ startsAt, endsAt }: Window, slices: Slice[], prices: Price[]) => {
  const sum = (of: Slice[], field: 'energyMwh' | 'coveredMs' | 'measuredMs') =>
    of.reduce((total, slice) => total + slice[field], 0)
  const purpose = (wanted: EnergyPurpose) =>
    toWh(
      sum(
        slices.filter((slice) => slice.purpose === wanted),
        'energyMwh',
      ),
    )
  const peaks = slices.flatMap(({ peakMw }) => peakMw ?? [])
  const energyMwh = sum(slices, 'energyMwh')
  return {
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    energyWh: toWh(energyMwh),
    jobsWh: purpose('job'),
    standbyWh: purpose('standby'),
    unbookedWh: purpose('unbooked'),
    averageWatts: Math.round((energyMwh * 3_600) / (endsAt - startsAt)),
    peakWatts: peaks.length > 0 ? Math.max(...peaks) / 1_000 : null,
    /** Percent of the covered time that was measured; `null`: nothing is known of the period. */
    quality: percent(sum(slices, 'measuredMs'), sum(slices, 'coveredMs')),
    costCents: Math.round(energyCentsOf(slices, prices)),
  }
}

const readSlices = async (deps: Deps, actor: UserActor, query: EnergyQuery): Promise<Slice[]> => {
  // Trainers see the workshop; everybody else what their own jobs took.
  const userId = mayDo(actor, 'energy.read_all') ? undefined : actor.id
  if (query.resolution !== 'minute') {
    const rows = await selectHourSums(deps.db, { ...query, userId })
    return rows.map(({ hourAt, ...row }) => ({ ...row, at: hourAt }))
  }
  const rows = await selectMinutes(deps.db, { ...query, userId, limit: MAX_MINUTES })
  return rows.map(({ startsAt, endsAt, purpose, energyMwh, peakMw, quality }) => ({
    at: startsAt,
    purpose,
    energyMwh,
    peakMw,
    coveredMs: endsAt - startsAt,
    measuredMs: quality === 'measured' ? endsAt - startsAt : 0,
  }))
}

/**
 * What the plugs took in `[from, to)`, by minute, hour, local day or month; periods without anything are left
 * out. Refuses with `not_found` a printer that never was, with `invalid_input` what is longer than can be answered
 * at once.
 */
export const readEnergy = async (deps: Deps, actor: UserActor, query: EnergyQuery) => {
  const { resolution, startsAt, endsAt } = query
  if (endsAt - startsAt > LONGEST_MS[resolution]) {
    throw new Refused('invalid_input', {
      errors: [
        {
          path: 'to',
          code: 'too_long_a_time',
          params: { days: LONGEST_MS[resolution] / DAY_MS, resolution },
        },
      ],
    })
  }
  if (query.printerId !== undefined && !(await findPrinter(deps.db, query.printerId)))
    throw new Refused('not_found')
  const [slices, prices] = await Promise.all([readSlices(deps, actor, query), selectTariffs(deps.db)])
  const periods = new Map<number, { window: Window; slices: Slice[] }>()
  for (const slice of slices) {
    const window = periodOf(slice.at, resolution, deps.config.timeZone)
    const period = periods.get(window.startsAt) ?? { window, slices: [] }
    period.slices.push(slice)
    periods.set(window.startsAt, period)
  }
  return {
    items: [...periods.values()].map(({ window, slices: found }) => presentPeriod(window, found, prices)),
    nextCursor: null,
  }
}

type MeteredJob = { id: string; printerId: string; startedAt: number | null; finishedAt: number | null }

/**
 * What a job took and cost so far. `energyQuality`: percent of its time that was measured. Nothing is known of
 * a machine without a plug but its time.
 */
export const readJobEnergy = async (deps: Deps, job: MeteredJob) => {
  const [hours, prices] = await deps.db.batch([selectHoursOfJob(deps.db, job.id), selectTariffs(deps.db)])
  const total = (field: 'energyMwh' | 'coveredMs' | 'measuredMs') =>
    hours.reduce((sum, hour) => sum + hour[field], 0)
  const used = job.startedAt === null ? null : { from: job.startedAt, until: job.finishedAt ?? deps.now() }
  const printer = await findPrinter(deps.db, job.printerId)
  const machine = { printerId: job.printerId, printerKind: printer?.kind ?? null }
  const slices = hours.map(({ hourAt, energyMwh }) => ({ at: hourAt, energyMwh }))
  const cents =
    energyCentsOf(slices, prices) +
    (used ? machineCentsOf(machine, used, prices) + feeCentsOf(machine, used.from, prices) : 0)
  return {
    energyWh: hours.length > 0 ? toWh(total('energyMwh')) : null,
    energyQuality: percent(total('measuredMs'), total('coveredMs')),
    costCents: hours.length > 0 || used ? Math.round(cents) : null,
  }
}
