/** What can go wrong on purpose. Each kind is one of the field failures of tapo-p110.md §3. */
import * as z from 'zod'
import { randomAt } from './random.ts'

export const Stage = z.enum(['handshake1', 'handshake2', 'request'])
export type Stage = z.infer<typeof Stage>

const Scope = {
  /** Only there; absent: everywhere. */
  stage: Stage.optional(),
  /** Only requests that ask for this method, alone or inside a multipleRequest. */
  method: z.string().max(64).optional(),
  /** How often it strikes; absent: until cleared. */
  times: z.number().int().min(1).optional(),
  /** How likely it strikes each time, by the plug's seed; absent: always. */
  probability: z.number().min(0).max(1).optional(),
}

export const Fault = z.discriminatedUnion('kind', [
  /** Accepts the request and never answers; with `afterEffect` the command is carried out all the same. */
  z.strictObject({ kind: z.literal('hang'), afterEffect: z.boolean().optional(), ...Scope }),
  /** Carries out at once, answers after `delayMs`. */
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().min(0).max(600_000), ...Scope }),
  /** Carries out, sends half of the answer and resets the connection. */
  z.strictObject({ kind: z.literal('reset'), ...Scope }),
  /** Resets the connection at once; nothing is carried out. */
  z.strictObject({ kind: z.literal('reset_early'), ...Scope }),
  /** 403; at handshake1 it is what "Third-Party Compatibility: off" looks like. */
  z.strictObject({ kind: z.literal('forbidden'), ...Scope }),
  /** 429. */
  z.strictObject({ kind: z.literal('rate_limit'), ...Scope }),
  /** Carries out, answers 200 with bytes that mean nothing. */
  z.strictObject({ kind: z.literal('garbage'), ...Scope }),
  /** Carries out, answers with a good text under a wrong signature. */
  z.strictObject({ kind: z.literal('bad_signature'), ...Scope }),
  /** Answers 200 with the plug's html page instead of a real answer. */
  z.strictObject({ kind: z.literal('html'), ...Scope }),
  /** The named method, or each one, answers this error code. */
  z.strictObject({ kind: z.literal('error_code'), code: z.number().int(), ...Scope }),
])
export type Fault = z.input<typeof Fault>
type ParsedFault = z.infer<typeof Fault>

/** Faults are counted in tests; more than this at once is a mistake. */
const MAX_FAULTS = 100

export interface Faults {
  /** Adds a fault and returns the function that takes it away again. Throws `ZodError` for an unknown kind. */
  inject(fault: Fault): () => void
  /** The first transport fault that strikes this request; counts as one strike. */
  strike(stage: Stage, methods: readonly string[]): ParsedFault | undefined
  /** The error code a fault makes this method answer. */
  methodCode(method: string): number | undefined
  clear(): void
  list(): ParsedFault[]
}

/** The faults of one plug, struck in the order they were injected. */
export function createFaults(seed: number): Faults {
  const active: { fault: ParsedFault; left: number }[] = []
  let draws = 0
  const take = (matches: (fault: ParsedFault) => boolean): ParsedFault | undefined => {
    const index = active.findIndex(({ fault }) => {
      if (!matches(fault)) return false
      return fault.probability === undefined || randomAt(seed, 30, draws++) < fault.probability
    })
    const entry = active[index]
    if (!entry) return undefined
    entry.left -= 1
    if (entry.left <= 0) active.splice(index, 1)
    return entry.fault
  }
  return {
    inject(input) {
      if (active.length >= MAX_FAULTS) throw new RangeError(`more than ${MAX_FAULTS} faults at once`)
      const fault = Fault.parse(input)
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY }
      active.push(entry)
      return () => {
        const index = active.indexOf(entry)
        if (index >= 0) active.splice(index, 1)
      }
    },
    strike: (stage, methods) =>
      take(
        (fault) =>
          fault.kind !== 'error_code' &&
          (fault.stage === undefined || fault.stage === stage) &&
          (fault.method === undefined || methods.includes(fault.method)),
      ),
    methodCode(method) {
      const fault = take(
        (candidate) =>
          candidate.kind === 'error_code' && (candidate.method === undefined || candidate.method === method),
      )
      return fault?.kind === 'error_code' ? fault.code : undefined
    },
    clear: () => active.splice(0).length,
    list: () => active.map(({ fault }) => fault),
  }
}
