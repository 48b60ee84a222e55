import { explain } from './failures.ts'
import { PlugConflict } from './fleet.ts'
import { LaneFull, Superseded } from './lane.ts'
import { PlugRefused, PlugUnreachable } from './plug.ts'
import type { BridgeProblem } from './protocol.ts'

type Code = BridgeProblem['code']

const titles = {
  unauthenticated: [401, 'The token is missing, wrong or expired'],
  not_found: [404, 'There is no such thing here'],
  conflict: [409, 'It contradicts something else'],
  superseded: [409, 'A newer command took its place'],
  payload_too_large: [413, 'The body is too large'],
  invalid_input: [422, 'The input is not what it should be'],
  rate_limited: [429, 'Too much is waiting for this plug'],
  internal: [500, 'The bridge made a mistake'],
  plug_unreachable: [503, 'The plug did not do it'],
} as const satisfies Record<Code, readonly [number, string]>

/** A refusal by the HTTP server itself. `detail` reaches the caller. */
export class Refusal extends Error {
  readonly code: Code
  constructor(code: Code, detail: string) {
    super(detail)
    this.code = code
  }
}

export const problem = (code: Code, detail: string): BridgeProblem => {
  const [status, title] = titles[code]
  return { type: 'about:blank', title, status, code, detail }
}

/** What the caller is told about `error`. What we do not know is `internal` and says nothing. */
export const problemOf = (error: unknown, now: number): BridgeProblem => {
  if (error instanceof Refusal) return problem(error.code, error.message)
  if (error instanceof PlugUnreachable || error instanceof PlugRefused) {
    const failure = explain(error.kind, now)
    return { ...problem('plug_unreachable', failure.message.en), failure }
  }
  if (error instanceof Superseded) return problem('superseded', error.message)
  if (error instanceof LaneFull) return problem('rate_limited', error.message)
  if (error instanceof PlugConflict) return problem('conflict', error.message)
  return problem('internal', 'see the log of the bridge')
}
