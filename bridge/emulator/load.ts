/** What the machine behind the plug draws, as a function of the seconds since it was switched on. */
import * as z from 'zod'
import { randomAt } from './random.ts'

/** The load changes at most this often, so that energy does not depend on when anybody looks. */
export const LOAD_STEP_SECONDS = 5

const Phase = z.strictObject({
  name: z.string().max(40),
  /** Absent: for ever. */
  seconds: z.number().positive().optional(),
  watts: z.number().min(0).max(10_000),
  /** Random part, ± watts. */
  noiseWatts: z.number().min(0).max(1_000).default(0),
  /** A heater that cycles on top: on for `duty` (0..1) of each period. */
  heater: z
    .strictObject({
      watts: z.number().min(0).max(10_000),
      periodSeconds: z.number().positive(),
      duty: z.number().min(0).max(1),
    })
    .optional(),
})
type Phase = z.infer<typeof Phase>

const LoadName = z.enum(['print', 'failed-print', 'heat-up', 'laser', 'standby', 'overload', 'none'])
type LoadName = z.infer<typeof LoadName>

/**
 * A name, a name with its length (minutes of work after the warm-up; without it 45, ± a third by seed),
 * or phases spelled out; the last phase goes on for ever.
 */
export const LoadProfile = z.union([
  LoadName,
  z.strictObject({ name: LoadName, minutes: z.number().positive().max(20_160).optional() }),
  z.strictObject({ phases: z.array(Phase).min(1).max(100) }),
])
export type LoadProfile = z.input<typeof LoadProfile>

const DEFAULT_WORK_MINUTES = 45

/** The phases of one run; another seed is another machine, another run another piece of work. */
function phasesOf(profile: LoadProfile, seed: number, run: number): Phase[] {
  if (typeof profile === 'object' && 'phases' in profile) return z.array(Phase).parse(profile.phases)
  const { name, minutes }: { name: LoadName; minutes?: number | undefined } =
    typeof profile === 'string' ? { name: profile } : profile
  const machine = (place: number, from: number, to: number): number =>
    from + (to - from) * randomAt(seed, place)
  const standby: Phase = { name: 'standby', watts: machine(1, 6.4, 9.6), noiseWatts: 0.3 }
  const warmUp: Phase = {
    name: 'heat-up',
    seconds: machine(2, 150, 330),
    watts: machine(3, 270, 330),
    noiseWatts: 8,
  }
  const workSeconds = 60 * (minutes ?? DEFAULT_WORK_MINUTES * (2 / 3 + (2 / 3) * randomAt(seed, 4, run)))
  // Motors, fans and hot end all the time, the bed's heater a third of it: 90–130 W on average.
  const print: Phase = {
    name: 'print',
    seconds: workSeconds,
    watts: machine(5, 52, 66),
    noiseWatts: 6,
    heater: {
      watts: machine(6, 120, 160),
      periodSeconds: machine(7, 40, 75),
      duty: machine(8, 0.32, 0.38),
    },
  }
  switch (name) {
    case 'print':
      return [warmUp, print, { name: 'cool-down', seconds: 120, watts: 18, noiseWatts: 1 }, standby]
    case 'failed-print':
      // Filament breaks a tenth to a third of the way in; the firmware gives up and the heaters go off.
      return [
        warmUp,
        { ...print, seconds: workSeconds * (0.1 + 0.23 * randomAt(seed, 9, run)) },
        { name: 'failed', seconds: 300, watts: 22, noiseWatts: 1 },
        standby,
      ]
    case 'heat-up':
      return [{ ...warmUp, seconds: undefined }]
    case 'laser':
      return [
        { name: 'pumps', seconds: 20, watts: 95, noiseWatts: 4 },
        {
          name: 'cut',
          seconds: workSeconds / 4,
          watts: machine(10, 160, 220),
          noiseWatts: 15,
          heater: { watts: machine(11, 480, 760), periodSeconds: 35, duty: 0.6 },
        },
        { name: 'extraction', seconds: 90, watts: 140, noiseWatts: 5 },
        { name: 'standby', watts: machine(12, 18, 32), noiseWatts: 0.5 },
      ]
    case 'standby':
      return [standby]
    case 'overload':
      return [{ name: 'overload', watts: 3_900, noiseWatts: 10 }]
    case 'none':
      return [{ name: 'none', watts: 0, noiseWatts: 0 }]
  }
}

/** Phases begin where a step begins. */
const toWholeSteps = (phase: Phase): Phase =>
  phase.seconds === undefined
    ? phase
    : { ...phase, seconds: Math.ceil(phase.seconds / LOAD_STEP_SECONDS) * LOAD_STEP_SECONDS }

export interface Load {
  /** Watts drawn `seconds` into run number `run`, constant within each step of LOAD_STEP_SECONDS. */
  watts(run: number, seconds: number): number
  /** The phase's name at that moment. */
  phase(run: number, seconds: number): string
}

/** Repeatable: the same profile, seed, run and second give the same watts. */
export function createLoad(profile: LoadProfile, seed: number): Load {
  let known: { run: number; phases: Phase[] } | undefined
  const phaseAt = (run: number, seconds: number): { phase: Phase; into: number } => {
    if (known?.run !== run) known = { run, phases: phasesOf(profile, seed, run).map(toWholeSteps) }
    let into = seconds
    for (const phase of known.phases) {
      if (phase.seconds === undefined || into < phase.seconds) return { phase, into }
      into -= phase.seconds
    }
    return { phase: known.phases.at(-1) as Phase, into }
  }
  return {
    phase: (run, seconds) => phaseAt(run, seconds).phase.name,
    watts(run, seconds) {
      const step = Math.floor(seconds / LOAD_STEP_SECONDS)
      const { phase, into } = phaseAt(run, step * LOAD_STEP_SECONDS)
      const noise = phase.noiseWatts * (2 * randomAt(seed, run, step) - 1)
      const heater = phase.heater
      const heats = heater && (into % heater.periodSeconds) / heater.periodSeconds < heater.duty
      return Math.max(0, phase.watts + noise + (heats ? heater.watts : 0))
    },
  }
}
