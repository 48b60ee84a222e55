import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isStorageProblem } from '../db/storage-problem.ts'
import type { Language } from '../services/present.ts'
import { type FieldError, type RefusalCode, Refused } from '../services/refusal.ts'
import { countRefusal } from '../services/refusals.ts'
import type { AppEnv } from './env.ts'
import { loggablePath, withoutValues } from './loggable.ts'
import { fill, shownParams } from './texts/fill.ts'
import { FIELD_TEXTS, REFUSAL_TEXTS } from './texts.ts'

/** Every code of a refusal with the status it is answered with. */
export const STATUS = {
  invalid_input: 422,
  unauthenticated: 401,
  invalid_credentials: 401,
  second_factor_required: 401,
  password_change_required: 403,
  locked_out: 429,
  rate_limited: 429,
  last_admin: 409,
  reason_required: 403,
  forbidden: 403,
  csrf_failed: 403,
  not_found: 404,
  conflict: 409,
  slot_taken: 409,
  booking_rules: 422,
  invalid_state: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  upgrade_required: 426,
  plug_unreachable: 503,
  bridge_unreachable: 503,
  backup_failed: 503,
  storage_full: 507,
  stale: 409,
  version_required: 428,
  idempotency_key_reused: 422,
  closure_conflicts: 409,
  internal: 500,
} as const satisfies Record<RefusalCode, ContentfulStatusCode>

/** Wrong fields and broken rules with the sentence for each. */
export const wordedErrors = (errors: FieldError[], language: Language, timeZone: string) =>
  errors.map(({ path, code, message, params }) => {
    const text = FIELD_TEXTS[code]?.[language]
    return {
      path,
      code,
      message: text === undefined ? (message ?? code) : fill(text, params ?? {}, language, timeZone),
      ...(params ? { params: shownParams(params) } : {}),
    }
  })

/** The refusal as `application/problem+json` (RFC 9457), worded in the caller's language. */
export const problem = (c: Context<AppEnv>, refused: Refused): Response => {
  const { language, requestId } = c.var
  const status = STATUS[refused.code]
  const detail = REFUSAL_TEXTS[refused.code][language]
  const errors = refused.errors && wordedErrors(refused.errors, language, c.var.deps.config.timeZone)
  const body = {
    type: 'about:blank',
    title: detail,
    status,
    code: refused.code,
    detail,
    errors,
    ...refused.extra,
    requestId,
  }
  return c.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...retryAfter(refused),
  })
}

const retryAfter = ({ extra }: Refused): Record<string, string> =>
  typeof extra.retryAfterSeconds === 'number' ? { 'retry-after': String(extra.retryAfterSeconds) } : {}

/** Refusals that somebody who looks for an attack wants to see; the rest are mistakes. */
const SUSPICIOUS: ReadonlySet<RefusalCode> = new Set([
  'forbidden',
  'csrf_failed',
  'invalid_credentials',
  'locked_out',
  'rate_limited',
  'reason_required',
])

const logRefusal = (c: Context<AppEnv>, code: RefusalCode): void => {
  const { actor, requestId, deps } = c.var
  deps.log.warn('refused', {
    requestId,
    code,
    method: c.req.method,
    path: loggablePath(c.req.path),
    actor: actor.kind === 'nobody' ? 'nobody' : `${actor.kind} ${actor.id}`,
    address: actor.via.address,
  })
}

/** A raw database error holds the SQL: it goes to the log without its values, and never into an answer. */
export const onError = async (error: Error, c: Context<AppEnv>): Promise<Response> => {
  if (error instanceof Refused) {
    await countRefusal(c.var.deps, error)
    if (SUSPICIOUS.has(error.code)) logRefusal(c, error.code)
    return problem(c, error)
  }
  c.var.deps.log.error('request failed', {
    requestId: c.var.requestId,
    method: c.req.method,
    path: loggablePath(c.req.path),
    error: withoutValues(error.message),
    stack: withoutValues(error.stack ?? ''),
  })
  return problem(c, new Refused(isStorageProblem(error) ? 'storage_full' : 'internal'))
}
