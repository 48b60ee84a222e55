import { STATUS } from './problem.ts'

/** What the gateway refuses before the worker hears of it, see `host/gateway/problem.ts`. */
const GATEWAY_STATUS = {
  bad_request: 400,
  method_not_allowed: 405,
  too_slow: 408,
  too_much_at_once: 429,
  storage_read_only: 507,
} as const

/** Every code that a problem can have, with its status; `internal` is 503 while the worker starts. */
export const PROBLEM_CODES: Record<string, number> = { ...STATUS, ...GATEWAY_STATUS }

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. Codes are closed; texts follow Accept-Language (de, en).',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(PROBLEM_CODES), 'x-statuses': PROBLEM_CODES },
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
          params: { type: 'object', description: 'What the message names.' },
        },
      },
    },
    requestId: { type: 'string' },
  },
} as const

const DESCRIPTION = `Times are ISO 8601 in UTC. Lists answer \`{ items, nextCursor }\` and take \`limit\` (at most 200)
and \`cursor\`. Every write within a session carries \`X-CSRF-Token\` from the answer to signing in.
\`x-action\` names the rule that decides who may; \`x-allowed\` lists who that is.`

/** What does not come from the routes. */
export const DOCUMENTATION = {
  openapi: '3.1.0',
  info: {
    title: 'Manage Your Printer',
    version: '1',
    description: DESCRIPTION,
    license: { name: 'MIT', identifier: 'MIT' },
  },
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
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            example: {
              type: 'about:blank',
              title: 'Die Eingabe ist nicht gültig.',
              status: 422,
              code: 'invalid_input',
              detail: 'Die Eingabe ist nicht gültig.',
              errors: [
                { path: 'title', code: 'too_small', message: 'Zu klein: erwartet mindestens 1 Zeichen' },
              ],
              requestId: '2c0fe3db-f3ae-4598-84e4-5049452b9e3d',
            },
          },
        },
      },
    },
  },
} as const
