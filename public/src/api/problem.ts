import * as z from 'zod/mini'

const FieldError = z.object({ path: z.string(), code: z.string(), message: z.string() })
const Alternative = z.object({ printerId: z.string(), startsAt: z.string(), endsAt: z.string() })
const Conflict = z.object({
  id: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  printerId: z.optional(z.string()),
  title: z.optional(z.string()),
  userName: z.optional(z.string()),
})

/** A refusal as the server words it (problem+json); fields we don't know are ignored. */
const ProblemAnswer = z.object({
  code: z.string(),
  detail: z.optional(z.string()),
  requestId: z.optional(z.string()),
  errors: z.optional(z.array(FieldError)),
  conflicts: z.optional(z.array(Conflict)),
  alternatives: z.optional(z.array(Alternative)),
})

export type FieldError = z.infer<typeof FieldError>
export type Alternative = z.infer<typeof Alternative>
export type Conflict = z.infer<typeof Conflict>

/** Every failed call ends as one of these; `status` 0 means that no answer came. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly errors: FieldError[]
  readonly conflicts: Conflict[]
  readonly alternatives: Alternative[]

  constructor(status: number, answer: z.infer<typeof ProblemAnswer>, retryAfterSeconds?: number) {
    super(answer.detail ?? answer.code)
    this.status = status
    this.code = answer.code
    this.requestId = answer.requestId
    this.retryAfterSeconds = retryAfterSeconds
    this.errors = answer.errors ?? []
    this.conflicts = answer.conflicts ?? []
    this.alternatives = answer.alternatives ?? []
  }

  /** What the server has against one field, in the person's language. */
  at(path: string): string | undefined {
    const messages = this.errors.filter((error) => error.path === path).map(({ message }) => message)
    return messages.length > 0 ? messages.join(' ') : undefined
  }

  /** What it has against anything but these fields. */
  elsewhere(paths: readonly string[]): string[] {
    // Of a series many days may break the same rule.
    const others = this.errors.filter(({ path }) => !paths.includes(path)).map(({ message }) => message)
    return [...new Set(others)]
  }
}

/** Reads a refusal; an answer that is no problem document (a proxy's, say) becomes `internal`. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined)
  const answer = z.safeParse(ProblemAnswer, body)
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return new Problem(
    response.status,
    answer.success ? answer.data : { code: 'internal' },
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  )
}

/** The problem in anything that was thrown. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(0, { code: 'offline', detail: String(error) })
