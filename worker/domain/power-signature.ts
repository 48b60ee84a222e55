import {
  MAX_SAMPLE_MS,
  OFF_BELOW_WATTS,
  type PhaseLevels,
  type WattSample,
} from './power-signature-levels.ts'
import type { Window } from './window.ts'

export const PHASES = ['off', 'standby', 'heat_up', 'printing', 'cooling'] as const
export type Phase = (typeof PHASES)[number]

/** A stretch in one phase. `confidence`: 0–1, the mean over its minutes. `unsure` is an answer, not a failure. */
export type PhaseStretch = Window & { phase: Phase | 'unsure'; confidence: number }

const MINUTE_MS = 60_000
/** After a gap of so many minutes nothing before it tells of what comes after. */
const MAX_GAP_MINUTES = 30
/** Less sure than this is unsure. */
const SURE_FROM = 0.75

/**
 * Chance of the next minute's phase, by this minute's. A phase lasts: what a single minute says does not
 * overturn it. Rows and columns in the order of PHASES.
 */
const NEXT: number[][] = [
  [0.97, 0.015, 0.01, 0.005, 0],
  [0.01, 0.96, 0.02, 0.009, 0.001],
  [0.005, 0.005, 0.85, 0.13, 0.01],
  [0.003, 0.004, 0.005, 0.973, 0.015],
  [0.01, 0.09, 0.005, 0.005, 0.89],
]
const ANY_PHASE = PHASES.map(() => 1 / PHASES.length)

/** A minute may show anything once: no observation counts for more than this share of doubt allows. */
const DOUBT = 0.02
const SPAN_OF_LOG_WATTS = 9
const OFF_WATTS = 0.4
/** Share of work in which the head is parked and only the bed is held: pause, filament change. */
const HELD_SHARE = 0.12
const HELD_LEVEL = 0.45
/** Mean of ln(peak/average) within a minute: heaters that cycle make work restless. */
const SWING = { off: 1, standby: 0.08, heat_up: 0.08, printing: 0.45, cooling: 0.12 } as const
/** Farther than this from every level, in log-watts: no phase explains it. */
const UNEXPLAINED_FROM = 0.75

const bell = (distance: number, spread: number): number =>
  Math.exp(-((distance / spread) ** 2) / 2) / (spread * Math.sqrt(2 * Math.PI))

/** The levels of each phase in log-watts with their weights. What is only guessed is spread more widely. */
const describe = (levels: PhaseLevels) => {
  const widen = levels.isLearned ? 1 : 2.5
  const of = (watts: number, spread: number, weight = 1) => ({
    log: Math.log(watts),
    spread: spread * widen,
    weight,
  })
  const { printingWatts } = levels
  const middle = printingWatts[printingWatts.length >> 1] ?? 1
  return {
    off: [of(OFF_WATTS, 0.5)],
    standby: [of(levels.standbyWatts, 0.18)],
    heat_up: levels.heatWatts === null ? [] : [of(levels.heatWatts, 0.15)],
    printing: [
      ...printingWatts.map((watts) => of(watts, 0.16, (1 - HELD_SHARE) / printingWatts.length)),
      of(middle * HELD_LEVEL, 0.25, HELD_SHARE),
    ],
    cooling: levels.coolingWatts === null ? [] : [of(levels.coolingWatts, 0.3)],
  } satisfies Record<Phase, { log: number; spread: number; weight: number }[]>
}
type Described = ReturnType<typeof describe>

/** How well each phase explains a minute; `isExplained` says whether any does. */
const weigh = ({ averageWatts, peakWatts }: Known, described: Described) => {
  const log = Math.log(Math.max(averageWatts, OFF_WATTS))
  const swing = peakWatts === null ? null : Math.log(Math.max(1, peakWatts / Math.max(averageWatts, 0.1)))
  const chances = PHASES.map((phase) => {
    // A machine without power can't draw any, and one with power always does.
    if (averageWatts < OFF_BELOW_WATTS !== (phase === 'off')) return DOUBT / SPAN_OF_LOG_WATTS / 10
    const level = described[phase].reduce(
      (sum, { log: at, spread, weight }) => sum + weight * bell(log - at, spread),
      0,
    )
    const restless = swing === null || phase === 'off' ? 1 : Math.exp(-swing / SWING[phase]) / SWING[phase]
    return (1 - DOUBT) * level * Math.max(restless, DOUBT) + DOUBT / SPAN_OF_LOG_WATTS
  })
  const nearest = Math.min(
    ...Object.values(described)
      .flat()
      .map(({ log: at }) => Math.abs(log - at)),
  )
  return { chances, isExplained: averageWatts < OFF_BELOW_WATTS || nearest < UNEXPLAINED_FROM }
}

type Known = { averageWatts: number; peakWatts: number | null }
type Minute = Window & { known: Known | null }

/** Minute by minute, gaps included; long gaps divide the time into stretches that know nothing of each other. */
const minutesOf = (samples: WattSample[]): Minute[][] => {
  const stretches: Minute[][] = []
  for (const { startsAt, endsAt, averageWatts, peakWatts } of samples) {
    const isOneMinute = endsAt - startsAt <= MAX_SAMPLE_MS
    const known = averageWatts !== null && isOneMinute ? { averageWatts, peakWatts } : null
    const previous = stretches.at(-1)?.at(-1)
    const missing = previous ? Math.round((startsAt - previous.endsAt) / MINUTE_MS) : 0
    const length = isOneMinute ? 1 : Math.round((endsAt - startsAt) / MINUTE_MS)
    if (!previous || missing > MAX_GAP_MINUTES || length > MAX_GAP_MINUTES) stretches.push([])
    if (length > MAX_GAP_MINUTES) continue
    const stretch = stretches.at(-1) ?? []
    if (previous && missing > 0 && missing <= MAX_GAP_MINUTES)
      for (let i = 0; i < missing; i++)
        stretch.push({
          startsAt: previous.endsAt + i * MINUTE_MS,
          endsAt: i + 1 === missing ? startsAt : previous.endsAt + (i + 1) * MINUTE_MS,
          known: null,
        })
    for (let i = 0; i < length; i++)
      stretch.push({
        startsAt: startsAt + i * MINUTE_MS,
        endsAt: i + 1 === length ? endsAt : startsAt + (i + 1) * MINUTE_MS,
        known,
      })
  }
  return stretches
}

const normalised = (weights: number[]): number[] => {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** How likely each phase is in each minute, from what was before and after it (forward and backward). */
const likelihoods = (seen: number[][]): number[][] => {
  const forward: number[][] = []
  for (const chances of seen) {
    const before = forward.at(-1)
    const expected = before
      ? PHASES.map((_, to) => before.reduce((sum, chance, from) => sum + chance * (NEXT[from]?.[to] ?? 0), 0))
      : ANY_PHASE
    forward.push(normalised(expected.map((chance, i) => chance * (chances[i] ?? 1))))
  }
  const all: number[][] = []
  let backward = PHASES.map(() => 1)
  for (let i = seen.length - 1; i >= 0; i--) {
    all[i] = normalised((forward[i] ?? ANY_PHASE).map((chance, phase) => chance * (backward[phase] ?? 1)))
    const here = seen[i] ?? []
    const after = backward
    backward = normalised(
      PHASES.map((_, from) =>
        PHASES.reduce(
          (sum, _phase, to) => sum + (NEXT[from]?.[to] ?? 0) * (here[to] ?? 1) * (after[to] ?? 1),
          0,
        ),
      ),
    )
  }
  return all
}

const judged = (likely: number[], isSeen: boolean): { phase: PhaseStretch['phase']; confidence: number } => {
  const confidence = Math.max(...likely)
  const phase = PHASES[likely.indexOf(confidence)] ?? 'off'
  if (!isSeen) return { phase: 'unsure', confidence: 1 - confidence }
  return { phase: confidence < SURE_FROM ? 'unsure' : phase, confidence }
}

/**
 * What a machine did, from its watts by the minute: a hidden Markov model of five phases whose loads are the
 * machine's own. What was not seen, or what no phase explains, is `unsure`. Described in docs/power-signature.md.
 *
 * @param samples in order of time, at most some thousands
 */
export const readPhases = (samples: WattSample[], levels: PhaseLevels): PhaseStretch[] => {
  const described = describe(levels)
  const stretches: PhaseStretch[] = []
  for (const minutes of minutesOf(samples)) {
    const weighed = minutes.map(({ known }) => (known ? weigh(known, described) : null))
    const likely = likelihoods(weighed.map((one) => (one?.isExplained ? one.chances : PHASES.map(() => 1))))
    let current: (PhaseStretch & { minutes: number }) | undefined
    minutes.forEach(({ startsAt, endsAt }, i) => {
      const { phase, confidence } = judged(likely[i] ?? ANY_PHASE, weighed[i]?.isExplained === true)
      if (current?.phase !== phase) {
        current = { startsAt, endsAt, phase, confidence: 0, minutes: 0 }
        stretches.push(current)
      }
      current.confidence += (confidence - current.confidence) / ++current.minutes
      current.endsAt = endsAt
    })
  }
  return stretches.map(({ startsAt, endsAt, phase, confidence }) => ({ startsAt, endsAt, phase, confidence }))
}
