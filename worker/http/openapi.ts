import type { Hono } from 'hono'
import { generateSpecs } from 'hono-openapi'
import { type Action, whoMay } from '../domain/access.ts'
import { ACTION } from './may.ts'

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. Codes are closed; texts follow Accept-Language (de, en).',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
    requestId: { type: 'string' },
  },
} as const

const DESCRIPTION = `Times are ISO 8601 in UTC. Lists answer \`{ items, nextCursor }\` and take \`limit\` (at most 200)
and \`cursor\`. Every write within a session carries \`X-CSRF-Token\` from the answer to signing in.
\`x-action\` names the rule that decides who may; \`x-allowed\` lists who that is.`

const DOCUMENTATION = {
  openapi: '3.1.0',
  info: { title: 'Manage Your Printer', version: '1', description: DESCRIPTION },
  servers: [{ url: '/' }],
  components: {
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: '__Host-myp_session' },
      csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
      kiosk: { type: 'apiKey', in: 'cookie', name: '__Host-myp_kiosk' },
    },
    schemas: { Problem: PROBLEM },
    responses: {
      Problem: {
        description: 'Refused, and why',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  },
} as const

type Operation = { tags?: string[]; [key: string]: unknown }
export type ApiDescription = { paths: Record<string, Record<string, Operation>>; [key: string]: unknown }

/** Which rule guards a route: `POST /api/jobs/:id/cancel` → `job.change`. */
export const actionsOf = (app: Pick<Hono, 'routes'>): Map<string, Action> => {
  const named = app.routes.flatMap(({ method, path, handler }) => {
    const action = (handler as { [ACTION]?: Action })[ACTION]
    return action === undefined ? [] : [[`${method} ${path}`, action] as const]
  })
  return new Map(named)
}

/** How a caller proves to be one of those who may; `{}` stands for nobody in particular. */
const securityOf = (allowed: readonly string[], isRead: boolean): Record<string, string[]>[] => {
  const session: Record<string, string[]> = isRead ? { session: [] } : { session: [], csrf: [] }
  if (allowed.includes('nobody')) return [{}, session]
  return allowed.includes('kiosk') ? [session, { kiosk: [] }] : [session]
}

/** The OpenAPI 3.1 document, made from the validators that judge the requests and the rules that guard them. */
export const describeApi = async (app: Pick<Hono, 'routes'>): Promise<ApiDescription> => {
  const actions = actionsOf(app)
  const { paths, ...rest } = (await generateSpecs(app as Hono, {
    documentation: DOCUMENTATION as never,
    includeEmptyPaths: true,
    excludeStaticFile: false,
    defaultValidationErrorResponse: false,
  })) as unknown as ApiDescription
  const described: ApiDescription['paths'] = {}
  for (const [key, action] of actions) {
    const [method = '', route = ''] = key.split(' ')
    const path = route.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')
    const operation = paths[path]?.[method.toLowerCase()]
    if (!operation) throw new Error(`${key} is missing in the API's description`)
    const allowed = whoMay(action)
    described[path] = {
      ...described[path],
      [method.toLowerCase()]: {
        ...operation,
        tags: [path.split('/')[2] ?? 'api'],
        security: securityOf(allowed, method === 'GET'),
        'x-action': action,
        'x-allowed': allowed,
        responses: { '2XX': { description: 'Done' }, default: { $ref: '#/components/responses/Problem' } },
      },
    }
  }
  return { ...rest, paths: described }
}
