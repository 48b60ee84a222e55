import { createLoad, type LoadProfile } from '../../bridge/emulator/load.ts'
import type { Phase } from '../../worker/domain/power-signature.ts'
import type { WattSample } from '../../worker/domain/power-signature-levels.ts'

/** A minute of a trace with what the machine really did; `null`: a minute that no phase fits. */
export type TraceMinute = WattSample & { truth: Phase | null }

const STEP_SECONDS = 5
const STEPS = 60 / STEP_SECONDS
const MINUTE_MS = 60_000
const START = Date.parse('2026-11-23T07:00:00.000Z')

type Cycle = { watts: number; periodSeconds: number; duty: number }
/** A stretch of a made-up machine. */
export type Part = {
  minutes: number
  watts: number
  noise?: number
  cycle?: Cycle
  truth: Phase | null
  /** Nothing was measured. */
  missing?: boolean
}

/** Small, repeatable noise between -1 and 1. */
const noiseAt = (seed: number, step: number): number => {
  const mixed = Math.sin(seed * 127.1 + step * 311.7) * 43_758.545_3
  return 2 * (mixed - Math.floor(mixed)) - 1
}

const heaterWatts = ({ watts, periodSeconds, duty }: Cycle, second: number): number =>
  (second % periodSeconds) / periodSeconds < duty ? watts : 0

const minuteOf = (index: number, watts: number[], truth: Phase | null): TraceMinute => ({
  startsAt: START + index * MINUTE_MS,
  endsAt: START + (index + 1) * MINUTE_MS,
  averageWatts: watts.reduce((sum, one) => sum + one, 0) / watts.length,
  peakWatts: Math.max(...watts),
  truth,
})

/** The minutes of parts one after the other, as the ledger would hold them. */
export const traceOf = (parts: Part[], seed: number): TraceMinute[] => {
  const minutes: TraceMinute[] = []
  for (const part of parts) {
    for (let minute = 0; minute < part.minutes; minute++) {
      const index = minutes.length
      const watts = Array.from({ length: STEPS }, (_, i) => {
        const second = minute * 60 + i * STEP_SECONDS
        const heat = part.cycle ? heaterWatts(part.cycle, second) : 0
        const noise = (part.noise ?? 0.02 * part.watts) * noiseAt(seed, index * STEPS + i)
        return Math.max(0, part.watts + noise + heat)
      })
      const one = minuteOf(index, watts, part.truth)
      minutes.push(part.missing ? { ...one, averageWatts: null, peakWatts: null } : one)
    }
  }
  return minutes
}

const EMULATED: Record<string, Phase> = {
  standby: 'standby',
  'heat-up': 'heat_up',
  print: 'printing',
  'cool-down': 'cooling',
  failed: 'cooling',
  none: 'off',
}

/** Runs of the emulator, minute by minute; a minute in which the phase changes belongs to the longer part. */
export const emulatedTrace = (
  profile: LoadProfile,
  seed: number,
  runs: number,
  minutes: number,
): TraceMinute[] => {
  const load = createLoad(profile, seed)
  return Array.from({ length: runs * minutes }, (_, index) => {
    const run = Math.floor(index / minutes)
    const seconds = Array.from({ length: STEPS }, (_, i) => (index % minutes) * 60 + i * STEP_SECONDS)
    const phase = load.phase(run, seconds[STEPS >> 1] ?? 0)
    return minuteOf(
      index,
      seconds.map((second) => load.watts(run, second)),
      EMULATED[phase] ?? null,
    )
  })
}

const off = (minutes: number): Part => ({ minutes, watts: 0, truth: 'off' })

type Drawn = {
  standby: number
  heat: number | null
  heatMinutes: number
  work: number
  cycle?: Cycle
  cooling: number
}
/** A print as this make of machine does it. */
const print = (drawn: Drawn, minutes: number): Part[] => [
  { minutes: 5, watts: drawn.standby, truth: 'standby' },
  ...(drawn.heat === null
    ? []
    : [{ minutes: drawn.heatMinutes, watts: drawn.heat, truth: 'heat_up' } as const]),
  {
    minutes,
    watts: drawn.work,
    noise: drawn.work * 0.12,
    truth: 'printing',
    ...(drawn.cycle ? { cycle: drawn.cycle } : {}),
  },
  { minutes: 4, watts: drawn.cooling, noise: 1, truth: 'cooling' },
  { minutes: 8, watts: drawn.standby, truth: 'standby' },
  off(6),
]

const DRAWN = {
  'bed slinger, 24 V': {
    standby: 7.5,
    heat: 285,
    heatMinutes: 5,
    work: 58,
    cycle: { watts: 150, periodSeconds: 55, duty: 0.35 },
    cooling: 17,
  },
  'enclosed, mains bed': {
    standby: 14,
    heat: 980,
    heatMinutes: 3,
    work: 95,
    cycle: { watts: 850, periodSeconds: 25, duty: 0.08 },
    cooling: 42,
  },
  'small, 12 V': {
    standby: 4.5,
    heat: 140,
    heatMinutes: 6,
    work: 42,
    cycle: { watts: 75, periodSeconds: 40, duty: 0.4 },
    cooling: 11,
  },
  'slow thermostat bed': {
    standby: 6,
    heat: 270,
    heatMinutes: 8,
    work: 45,
    cycle: { watts: 205, periodSeconds: 420, duty: 0.35 },
    cooling: 16,
  },
  'large, five tools': {
    standby: 26,
    heat: 720,
    heatMinutes: 10,
    work: 160,
    cycle: { watts: 330, periodSeconds: 60, duty: 0.3 },
    cooling: 62,
  },
  'resin, no heater': {
    standby: 11,
    heat: null,
    heatMinutes: 0,
    work: 34,
    cycle: { watts: 22, periodSeconds: 12, duty: 0.35 },
    cooling: 19,
  },
} satisfies Record<string, Drawn>

export type MadeMachine = keyof typeof DRAWN
export const MADE_MACHINES = Object.keys(DRAWN) as MadeMachine[]
export const drawnBy = (machine: MadeMachine): Drawn => DRAWN[machine]

/** Some prints of different length: what a machine's history looks like. */
export const historyOf = (machine: MadeMachine, seed: number): TraceMinute[] =>
  traceOf(
    [40, 75, 25, 130].flatMap((minutes) => print(DRAWN[machine], minutes + seed)),
    seed,
  )

/** Prints that try to mislead, on a machine that is otherwise as it was. */
export const ADVERSARIES: Record<string, (drawn: Drawn) => Part[]> = {
  'pause of four minutes, bed held': (drawn) => {
    const [standby, ...rest] = print(drawn, 30)
    const work = rest.find(({ truth }) => truth === 'printing') as Part
    const held = {
      minutes: 4,
      watts: drawn.work * 0.6,
      truth: 'printing',
      ...(drawn.cycle ? { cycle: { ...drawn.cycle, duty: drawn.cycle.duty * 0.6 } } : {}),
    } as const
    const before = rest.slice(0, rest.indexOf(work) + 1)
    return [standby as Part, ...before, held, work, ...rest.slice(rest.indexOf(work) + 1)]
  },
  'change of filament, everything off for one minute': (drawn) => {
    const parts = print(drawn, 30)
    const at = parts.findIndex(({ truth }) => truth === 'printing')
    const work = parts[at] as Part
    return [
      ...parts.slice(0, at + 1),
      { minutes: 1, watts: drawn.standby * 1.5, truth: 'printing' },
      work,
      ...parts.slice(at + 1),
    ]
  },
  'ten minutes not measured while printing': (drawn) => {
    const parts = print(drawn, 30)
    const at = parts.findIndex(({ truth }) => truth === 'printing')
    const work = parts[at] as Part
    return [
      ...parts.slice(0, at + 1),
      { minutes: 10, watts: 0, truth: null, missing: true },
      work,
      ...parts.slice(at + 1),
    ]
  },
  'a vacuum cleaner on the same socket': (drawn) => [
    { minutes: 10, watts: drawn.standby, truth: 'standby' },
    { minutes: 5, watts: drawn.standby + 2_400, truth: null },
    { minutes: 10, watts: drawn.standby, truth: 'standby' },
  ],
}
