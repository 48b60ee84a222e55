import type { Hono } from 'hono'
import { describeRoute, generateSpecs, resolver, uniqueSymbol } from 'hono-openapi'
import { type Action, whoMay } from '../domain/access.ts'
import answered from './api-answers.json' with { type: 'json' }
import recorded from './api-examples.json' with { type: 'json' }
import { AREAS, SUMMARIES } from './api-summaries.ts'
import { ACTION } from './may.ts'
import { DOCUMENTATION } from './openapi-frame.ts'
import { PICTURE_BODY } from './photo-body.ts'
import { OPTIONAL_BODY, VALIDATES, type Validates } from './validate.ts'

type Parameter = { name: string; in: string; required?: boolean; description?: string; schema: JsonSchema }
type Content = Record<string, { schema?: JsonSchema; example?: unknown }>
/** What the pages made from the description read of a schema; everything else of JSON Schema is allowed, too. */
export type JsonSchema = {
  $ref?: string
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  minimum?: number
  maximum?: number
  maxLength?: number
  [key: string]: unknown
}
export type Operation = {
  tags: string[]
  summary?: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Content }
  responses: Record<string, { description: string; content?: Content } | { $ref: string }>
  'x-action': Action
  'x-allowed': readonly string[]
  [key: string]: unknown
}
export type ApiDescription = {
  components: { schemas: Record<string, JsonSchema> }
  info: { title: string; description: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  [key: string]: unknown
}

/** What `npm run docs` saw the API answer. */
type Example = {
  query?: Record<string, string>
  headers?: Record<string, string>
  request?: unknown
  status: number
  type?: string
  body?: unknown
}
const EXAMPLES: Record<string, Example> = recorded

/** What the routes' types say that they answer, read by `npm run docs`. */
type Answer = { status: number; schema?: JsonSchema }
// Checked by `test/unit/api-answers.test.ts`: the file's own type would be as large as the file.
const { schemas: SCHEMAS, answers: ANSWERS } = answered as unknown as {
  schemas: Record<string, JsonSchema>
  answers: Record<string, Answer>
}

const JSON_TYPE = 'application/json'
const PICTURE = { schema: { type: 'string', format: 'binary' } } as const

const STATUS_TEXT: Record<number, string> = {
  101: 'The connection goes on as a WebSocket',
  200: 'Done',
  201: 'Made',
  202: 'Begun',
  204: 'Done; there is nothing to answer',
}

/** Which rule guards a route: `POST /api/jobs/:id/cancel` → `job.change`. */
export const actionsOf = (app: Pick<Hono, 'routes'>): Map<string, Action> => {
  const named = app.routes.flatMap(({ method, path, handler }) => {
    const action = (handler as { [ACTION]?: Action })[ACTION]
    return action === undefined ? [] : [[`${method} ${path}`, action] as const]
  })
  return new Map(named)
}

const withOptionalBody = (app: Pick<Hono, 'routes'>): Set<string> =>
  new Set(
    app.routes.flatMap(({ method, path, handler }) =>
      OPTIONAL_BODY in handler ? [`${method} ${path}`] : [],
    ),
  )

/**
 * The routes with what their middlewares carry in the words of `hono-openapi`: so the library that makes the document
 * is not part of the worker.
 */
const legible = ({ routes }: Pick<Hono, 'routes'>): Pick<Hono, 'routes'> => ({
  routes: routes.map((route) => {
    const { [VALIDATES]: validates, [PICTURE_BODY]: types } = route.handler as {
      [VALIDATES]?: Validates
      [PICTURE_BODY]?: readonly string[]
    }
    if (validates) {
      const { target, schema } = validates
      return {
        ...route,
        handler: Object.assign(async () => undefined, { [uniqueSymbol]: { target, ...resolver(schema) } }),
      }
    }
    if (!types) return route
    const content = Object.fromEntries(types.map((type) => [type, PICTURE]))
    return { ...route, handler: describeRoute({ requestBody: { required: true, content } }) }
  }),
})

/** How a caller proves to be one of those who may; `{}` stands for nobody in particular. */
const securityOf = (allowed: readonly string[], isRead: boolean): Record<string, string[]>[] => {
  const session: Record<string, string[]> = isRead ? { session: [] } : { session: [], csrf: [] }
  if (allowed.includes('nobody')) return [{}, session]
  return allowed.includes('kiosk') ? [session, { kiosk: [] }] : [session]
}

/** `format: date-time` says what zod's pattern of 300 characters says. */
const withoutLongPatterns = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(withoutLongPatterns) as T
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([key]) => key !== 'pattern' || !('format' in value))
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutLongPatterns(inner)])) as T
}

const exampleOf = ({ in: place, name, schema }: Parameter, example: Example | undefined): unknown => {
  if (place !== 'query') return example?.headers?.[name.toLowerCase()]
  const sent = example?.query?.[name]
  return sent !== undefined && schema.type === 'integer' ? Number(sent) : sent
}

const withExample = (parameter: Parameter, example: Example | undefined) => {
  const value = exampleOf(parameter, example)
  return value === undefined ? parameter : { ...parameter, example: value }
}

const TEXT = { type: 'string' }

const contentOf = (example: Example | undefined, schema: JsonSchema | undefined): Content | undefined => {
  const { type = schema && JSON_TYPE, body } = example ?? {}
  if (type === undefined) return undefined
  const shown = type === JSON_TYPE ? (schema ?? {}) : TEXT
  return { [type]: { schema: shown, ...(body === undefined ? {} : { example: body }) } }
}

const answersOf = (example: Example | undefined, answer: Answer | undefined): Operation['responses'] => {
  const status = example?.status ?? answer?.status ?? 200
  const content = contentOf(example, answer?.schema)
  return {
    [status]: { description: STATUS_TEXT[status] ?? 'Done', ...(content ? { content } : {}) },
    '4XX': { $ref: '#/components/responses/Problem' },
    '5XX': { $ref: '#/components/responses/Problem' },
  }
}

type Route = { key: string; path: string; action: Action; needsBody: boolean }

const describe = (raw: Operation, { key, path, action, needsBody }: Route): Operation => {
  const { parameters, requestBody, ...operation } = withoutLongPatterns(raw)
  const example = EXAMPLES[key]
  const allowed = whoMay(action)
  const content = Object.entries(requestBody?.content ?? {}).map(([type, described]) => [
    type,
    example && 'request' in example ? { ...described, example: example.request } : described,
  ])
  return {
    ...operation,
    ...(SUMMARIES[key] === undefined ? {} : { summary: SUMMARIES[key] }),
    ...(parameters ? { parameters: parameters.map((parameter) => withExample(parameter, example)) } : {}),
    ...(requestBody
      ? { requestBody: { ...requestBody, required: needsBody, content: Object.fromEntries(content) } }
      : {}),
    tags: [path.split('/')[2] ?? 'api'],
    security: securityOf(allowed, key.startsWith('GET ')),
    'x-action': action,
    'x-allowed': allowed,
    responses: answersOf(example, key === 'GET /api/live' ? { status: 101 } : ANSWERS[key]),
  }
}

const { components } = DOCUMENTATION
const WITH_ANSWERS = {
  ...DOCUMENTATION,
  components: { ...components, schemas: { ...SCHEMAS, ...components.schemas } },
}

/** The OpenAPI 3.1 document, made from the validators that judge the requests and the rules that guard them. */
export const describeApi = async (app: Pick<Hono, 'routes'>): Promise<ApiDescription> => {
  const actions = actionsOf(app)
  const { paths, ...rest } = (await generateSpecs(legible(app) as Hono, {
    documentation: WITH_ANSWERS as never,
    includeEmptyPaths: true,
    excludeStaticFile: false,
    defaultValidationErrorResponse: false,
  })) as unknown as ApiDescription
  const optional = withOptionalBody(app)
  const described: ApiDescription['paths'] = {}
  for (const [key, action] of actions) {
    const [method = '', route = ''] = key.split(' ')
    const path = route.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')
    const operation = paths[path]?.[method.toLowerCase()]
    if (!operation) throw new Error(`${key} is missing in the API's description`)
    described[path] = {
      ...described[path],
      [method.toLowerCase()]: describe(operation, { key, path, action, needsBody: !optional.has(key) }),
    }
  }
  const used = new Set(
    Object.values(described).flatMap((operations) => Object.values(operations).flatMap(({ tags }) => tags)),
  )
  const tags = Object.entries(AREAS).filter(([name]) => used.has(name))
  return {
    ...rest,
    tags: tags.map(([name, description]) => ({ name, description })),
    paths: described,
  }
}
