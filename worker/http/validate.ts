import type { MiddlewareHandler, ValidationTargets } from 'hono'
import type * as z from 'zod'
import type { Language } from '../services/present.ts'
import { type FieldError, Refused } from '../services/refusal.ts'
import type { AppEnv } from './env.ts'
import { fieldWords } from './texts/fields.ts'

/** A schema names its own refusals by `params.code` of a custom issue; all others keep zod's code. */
const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.flatMap((issue): FieldError[] => {
    const path = issue.path.join('.')
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, code: 'unknown_field' }))
    }
    const named = issue.code === 'custom' ? issue.params?.code : undefined
    return [{ path, code: typeof named === 'string' ? named : issue.code, message: issue.message }]
  })

/** Parses or refuses with `invalid_input` and every field that is wrong, in the caller's language. */
const parse = <S extends z.ZodType>(schema: S, value: unknown, language: Language): z.output<S> => {
  const parsed = schema.safeParse(value, { error: fieldWords(language) })
  if (!parsed.success) throw new Refused('invalid_input', { errors: fieldErrors(parsed.error) })
  return parsed.data
}

type Validated<T extends keyof ValidationTargets, S extends z.ZodType> = {
  in: { [K in T]: z.input<S> }
  out: { [K in T]: z.output<S> }
}

/** Under this key a middleware carries the schema that it validates with, for the OpenAPI document. */
export const VALIDATES = Symbol('validates')
export type Validates = { target: keyof ValidationTargets; schema: z.ZodType }

export const describing = (target: keyof ValidationTargets, schema: z.ZodType) => ({
  [VALIDATES]: { target, schema } satisfies Validates,
})

const described = <T extends keyof ValidationTargets, S extends z.ZodType>(
  target: T,
  schema: S,
  read: MiddlewareHandler<AppEnv>,
): MiddlewareHandler<AppEnv, string, Validated<T, S>> =>
  Object.assign(read as MiddlewareHandler<AppEnv, string, Validated<T, S>>, describing(target, schema))

/** The JSON body. Refuses other media types with `unsupported_media_type`. */
export const body = <S extends z.ZodType>(schema: S) =>
  described('json', schema, async (c, next) => {
    if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
      throw new Refused('unsupported_media_type')
    const text = await c.req.text()
    const value = parseJson(text)
    c.req.addValidatedData('json', parse(schema, value, c.var.language) as object)
    await next()
  })

/** Under this key a middleware says that a body may be missing, which a schema can't. */
export const OPTIONAL_BODY = Symbol('optional body')

type OptionallyValidated<S extends z.ZodType> = { in: { json?: z.input<S> }; out: { json: z.output<S> } }

/** The same for what may be sent without a body, which then is `{}`. */
export const optionalBody = <S extends z.ZodType>(
  schema: S,
): MiddlewareHandler<AppEnv, string, OptionallyValidated<S>> => {
  const read = described('json', schema, async (c, next) => {
    const text = await c.req.text()
    if (text !== '' && !/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
      throw new Refused('unsupported_media_type')
    const value = text === '' ? {} : parseJson(text)
    c.req.addValidatedData('json', parse(schema, value, c.var.language) as object)
    await next()
  })
  return Object.assign(read, { [OPTIONAL_BODY]: true })
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused('invalid_input', { errors: [{ path: '', code: 'not_json', message: 'not JSON' }] })
  }
}

/** The query string; a key that is given twice is refused like any wrong value. */
export const query = <S extends z.ZodType>(schema: S) =>
  described('query', schema, async (c, next) => {
    const given = Object.fromEntries(
      Object.entries(c.req.queries()).map(([key, values]) => [key, values.length === 1 ? values[0] : values]),
    )
    c.req.addValidatedData('query', parse(schema, given, c.var.language) as object)
    await next()
  })

/** The path's parameters; a malformed id names nothing, so the caller meets `not_found` later. */
export const params = <S extends z.ZodType>(schema: S) =>
  described('param', schema, async (c, next) => {
    c.req.addValidatedData('param', parse(schema, c.req.param(), c.var.language) as object)
    await next()
  })
