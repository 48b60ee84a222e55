/** What a machine drew in about a minute, watts; `null`: not known. */
export type WattSample = {
  startsAt: number
  endsAt: number
  averageWatts: number | null
  peakWatts: number | null
}

/** What the phases of one machine draw on average over a minute, watts. */
export type PhaseLevels = {
  standbyWatts: number
  /** `null`: not told from standing by. */
  coolingWatts: number | null
  /** What working draws, from its lowest tenth to its highest: a heater that cycles has more than one level. */
  printingWatts: number[]
  /** `null`: a machine that begins without heating up, such as a resin printer, or none was told from the work. */
  heatWatts: number | null
  /** Learned from this machine's own history, or only a guess by its kind. */
  isLearned: boolean
}

/** Below this a minute is a machine without power. */
export const OFF_BELOW_WATTS = 1
/** A minute of the ledger is no longer; a longer stretch says nothing of its minutes. */
export const MAX_SAMPLE_MS = 150_000
const MIN_MINUTES = 20
const MIN_MINUTES_OF_A_CLASS = 8
/** Working draws at least so many times what standing by draws, or they can't be told apart. */
const MIN_CONTRAST = 2
/** Where the quiet class falls apart this clearly, its upper half was work too: a heater that is off for minutes. */
const HIDDEN_WORK_CONTRAST = 4
/** A heat-up is over after so many minutes of a run, and draws so much more than the work after it. */
const HEAT_UP_MINUTES = 12
const HEAT_CONTRAST = 1.25
const MAX_HEAT_SWING = 1.2
const COOLING_MINUTES = 15
const COOLING_CONTRAST = 1.4
const PRINTING_QUANTILES = [0.1, 0.3, 0.5, 0.7, 0.9]

/** A guess for a printer that nothing is known of yet: tells work from quiet, nothing finer. */
export const UNKNOWN_PRINTER: PhaseLevels = {
  standbyWatts: 10,
  coolingWatts: null,
  printingWatts: [50, 90, 150, 280, 700],
  heatWatts: null,
  isLearned: false,
}

type Minute = { averageWatts: number; peakWatts: number | null }

/** Sorted numbers' quantile, 0 ≤ q ≤ 1; the caller has at least one number. */
const quantile = (sorted: number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0
const quantileOf = (numbers: number[], q: number): number =>
  quantile(
    [...numbers].sort((a, b) => a - b),
    q,
  )

/** The watts that divide the minutes in two classes that differ most from each other (Otsu, in log-watts). */
const divide = (watts: number[]): number => {
  const logs = watts.map(Math.log).sort((a, b) => a - b)
  const total = logs.reduce((sum, log) => sum + log, 0)
  let best = { contrast: 0, at: 0 }
  let below = 0
  for (let i = 1; i < logs.length; i++) {
    below += logs[i - 1] ?? 0
    const difference = (total - below) / (logs.length - i) - below / i
    const contrast = i * (logs.length - i) * difference ** 2
    if (contrast > best.contrast) best = { contrast, at: i }
  }
  return Math.exp(((logs[best.at - 1] ?? 0) + (logs[best.at] ?? 0)) / 2)
}

/** The watts above which a machine works, seen from the quiet side: the lowest step that is clear enough. */
const workFrom = (watts: number[]): number => {
  const divider = divide(watts)
  const quiet = watts.filter((load) => load < divider)
  if (quiet.length < 2 * MIN_MINUTES_OF_A_CLASS) return divider
  const lower = divide(quiet)
  const [below, above] = [quiet.filter((load) => load < lower), quiet.filter((load) => load >= lower)]
  const isHiddenWork =
    Math.min(below.length, above.length) >= MIN_MINUTES_OF_A_CLASS &&
    quantileOf(above, 0.5) > HIDDEN_WORK_CONTRAST * quantileOf(below, 0.5)
  return isHiddenWork ? lower : divider
}

/** Known minutes in stretches without a gap and of one class: a run of work, or the quiet between two. */
const runsOf = (samples: WattSample[], isWork: (watts: number) => boolean) => {
  const runs: { isWork: boolean; minutes: Minute[] }[] = []
  let endedAt = Number.NEGATIVE_INFINITY
  for (const { startsAt, endsAt, averageWatts, peakWatts } of samples) {
    if (averageWatts === null || averageWatts < OFF_BELOW_WATTS || endsAt - startsAt > MAX_SAMPLE_MS) continue
    const last = runs.at(-1)
    const kind = isWork(averageWatts)
    if (last?.isWork === kind && startsAt - endedAt <= MAX_SAMPLE_MS) {
      last.minutes.push({ averageWatts, peakWatts })
    } else {
      runs.push({ isWork: kind, minutes: [{ averageWatts, peakWatts }] })
    }
    endedAt = endsAt
  }
  return runs
}

const isSteady = ({ averageWatts, peakWatts }: Minute): boolean =>
  peakWatts !== null && peakWatts / averageWatts < MAX_HEAT_SWING

/** The steady minutes at the beginning of runs that lie well above the work that follows. */
const heatOf = (work: Minute[][]): number | null => {
  const found = work.flatMap((run) => {
    if (run.length < 4) return []
    const usual = quantileOf(
      run.map(({ averageWatts }) => averageWatts),
      0.5,
    )
    const after = run
      .slice(0, HEAT_UP_MINUTES)
      .findIndex((minute) => !isSteady(minute) || minute.averageWatts < HEAT_CONTRAST * usual)
    return run.slice(0, Math.max(0, after)).map(({ averageWatts }) => averageWatts)
  })
  return found.length >= 3 ? quantileOf(found, 0.5) : null
}

/**
 * Learns what the phases draw from a machine's own minutes, in order of time. Needs twenty minutes under power
 * with some of standing by and some of work; `null` where these can't be told apart, which keeps the guess.
 */
export const learnLevels = (samples: WattSample[]): PhaseLevels | null => {
  const watts = samples.flatMap(({ averageWatts, startsAt, endsAt }) =>
    averageWatts !== null && averageWatts >= OFF_BELOW_WATTS && endsAt - startsAt <= MAX_SAMPLE_MS
      ? [averageWatts]
      : [],
  )
  if (watts.length < MIN_MINUTES) return null
  const divider = workFrom(watts)
  const runs = runsOf(samples, (load) => load >= divider)
  const quiet = runs.filter((run) => !run.isWork).flatMap(({ minutes }) => minutes)
  const work = runs.filter((run) => run.isWork).map(({ minutes }) => minutes)
  if (quiet.length < MIN_MINUTES_OF_A_CLASS || work.flat().length < MIN_MINUTES_OF_A_CLASS) return null

  const standbyWatts = quantileOf(
    quiet.map(({ averageWatts }) => averageWatts),
    0.4,
  )
  const heatWatts = heatOf(work)
  const printing = work
    .flatMap((run) => run.slice(heatWatts === null ? 0 : Math.min(HEAT_UP_MINUTES, run.length >> 1)))
    .map(({ averageWatts }) => averageWatts)
    .sort((a, b) => a - b)
  if (quantile(printing, 0.5) < MIN_CONTRAST * standbyWatts) return null
  const cooling = runs.flatMap((run, i) =>
    run.isWork || !runs[i - 1]?.isWork
      ? []
      : run.minutes
          .slice(0, COOLING_MINUTES)
          .map(({ averageWatts }) => averageWatts)
          .filter((load) => load > COOLING_CONTRAST * standbyWatts),
  )
  return {
    standbyWatts,
    coolingWatts:
      cooling.length >= 3 ? quantileOf(cooling, 0.5) : Math.sqrt(standbyWatts * quantile(printing, 0.1)),
    printingWatts: PRINTING_QUANTILES.map((q) => quantile(printing, q)),
    heatWatts,
    isLearned: true,
  }
}
