/** Why a request was refused. Closed: a code without a status and texts in `http/problem.ts` does not compile. */
export type RefusalCode =
  | 'invalid_input'
  | 'unauthenticated'
  | 'invalid_credentials'
  | 'second_factor_required'
  | 'password_change_required'
  | 'locked_out'
  | 'rate_limited'
  | 'last_admin'
  | 'reason_required'
  | 'forbidden'
  | 'csrf_failed'
  | 'not_found'
  | 'conflict'
  | 'slot_taken'
  | 'booking_rules'
  | 'invalid_state'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'upgrade_required'
  | 'plug_unreachable'
  | 'bridge_unreachable'
  | 'backup_failed'
  | 'storage_full'
  | 'stale'
  | 'version_required'
  | 'idempotency_key_reused'
  | 'closure_conflicts'
  | 'internal'

/** One field of the input that is wrong, or one rule that is broken. `message` is worded at the edge. */
export type FieldError = {
  path: string
  code: string
  message?: string
  /** What the text names; parameters that end in `At` are instants. */
  params?: Record<string, string | number>
}

/**
 * The one error services throw on purpose; `extra` becomes members of the problem answer. `printerId` is the machine
 * that somebody wanted to book: such refusals are counted.
 */
export class Refused extends Error {
  override name = 'Refused'
  readonly code: RefusalCode
  readonly errors: FieldError[] | undefined
  readonly extra: Record<string, unknown>
  readonly printerId: string | undefined

  constructor(
    code: RefusalCode,
    details: { errors?: FieldError[]; extra?: Record<string, unknown>; printerId?: string } = {},
  ) {
    super(code)
    this.code = code
    this.errors = details.errors
    this.extra = details.extra ?? {}
    this.printerId = details.printerId
  }
}
