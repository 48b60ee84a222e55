import type { Reason } from './power-facts.ts'

const HOUR_MS = 3_600_000
/** A pass comes each minute; what was seen at both ends of a stretch up to this long is measured. */
const MEASURED_UP_TO_MS = 150_000
/** Whoever was away for longer finds the energy of the time before in the first hour kept. */
const LONGEST_GAP_MS = 31 * 24 * HOUR_MS

export const ENERGY_QUALITIES = ['measured', 'from_counter', 'missing'] as const
export type EnergyQuality = (typeof ENERGY_QUALITIES)[number]
export const ENERGY_PURPOSES = ['job', 'standby', 'unbooked'] as const
export type EnergyPurpose = (typeof ENERGY_PURPOSES)[number]

/** A stretch of a plug's time with what it took and for whom. */
export type EnergyEntry = {
  startsAt: number
  endsAt: number
  energyMwh: number
  peakMw: number | null
  quality: EnergyQuality
  purpose: EnergyPurpose
  jobId: string | null
}

export type Meter = { counterMwh: number; bookedUntil: number; reason: Reason }
export type MeterReading = {
  /** The bridge's integrated counter, monotonic unless its book was lost. */
  energyMwh: number
  /** The highest load since about a minute ago; `null`: not known. */
  peakWatts: number | null
  /** Why the plug is what it is from `reason.since` on. */
  reason: Reason
}

/** What the energy of a stretch was for; without a job the load tells standing by from being used. */
const purposeOf = (
  reason: Reason,
  averageWatts: number,
  idleWatts: number,
): Pick<EnergyEntry, 'purpose' | 'jobId'> => {
  switch (reason.kind) {
    case 'job':
    case 'winding_down':
      if (reason.jobId !== null) return { purpose: 'job', jobId: reason.jobId }
      break
    case 'none':
    case 'override':
    case 'unbooked':
    case 'emergency':
      break
  }
  return { purpose: averageWatts < idleWatts ? 'standby' : 'unbooked', jobId: null }
}

/** Where the stretch is cut: at each hour, and where the reason changed. */
const cutPoints = (from: number, until: number, changedAt: number): number[] => {
  const points = [from]
  for (let at = (Math.floor(from / HOUR_MS) + 1) * HOUR_MS; at < until; at += HOUR_MS) points.push(at)
  if (changedAt > from && changedAt < until) points.push(changedAt)
  return [...new Set([...points, until])].sort((a, b) => a - b)
}

/**
 * Books what a plug took since it was booked last. The entries add up to what the counter gained, to the
 * milliwatt-hour. Nothing before the time moved on; a counter that fell was lost and starts again.
 *
 * @returns no entries while the clock stands or ran backwards
 */
export const bookEnergy = (
  meter: Meter,
  reading: MeterReading,
  idleWatts: number,
  now: number,
): { entries: EnergyEntry[]; counterMwh: number; bookedUntil: number } => {
  const spanMs = now - meter.bookedUntil
  if (spanMs <= 0) return { entries: [], counterMwh: meter.counterMwh, bookedUntil: now }
  const isReset = reading.energyMwh < meter.counterMwh
  const gainedMwh = isReset ? reading.energyMwh : reading.energyMwh - meter.counterMwh
  const quality = isReset ? 'missing' : spanMs <= MEASURED_UP_TO_MS ? 'measured' : 'from_counter'
  const averageWatts = (gainedMwh * 3_600) / spanMs
  const points = cutPoints(Math.max(meter.bookedUntil, now - LONGEST_GAP_MS), now, reading.reason.since)
  const first = points[0] ?? meter.bookedUntil
  // Cumulative, so that rounding moves a milliwatt-hour to the neighbour and never loses one.
  const bookedBy = (at: number): number =>
    at === now ? gainedMwh : Math.floor(gainedMwh * ((at - first) / (now - first)))
  const entries = points.slice(1).map((endsAt, i): EnergyEntry => {
    const startsAt = points[i] ?? first
    const reason = startsAt >= reading.reason.since ? reading.reason : meter.reason
    return {
      startsAt,
      endsAt,
      energyMwh: bookedBy(endsAt) - bookedBy(startsAt),
      peakMw:
        quality === 'measured' && reading.peakWatts !== null ? Math.round(reading.peakWatts * 1000) : null,
      quality,
      ...purposeOf(reason, averageWatts, idleWatts),
    }
  })
  return { entries, counterMwh: reading.energyMwh, bookedUntil: now }
}
