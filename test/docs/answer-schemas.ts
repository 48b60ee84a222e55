import type { JsonSchema } from '../../worker/http/openapi.ts'
import { readAnswerTypes } from './answer-types.ts'

/** What comes again and again has a name: where it is seen first, as a route and the fields that lead there. */
const NAMES: Record<string, string> = {
  Job: 'GET /api/jobs items',
  Booked: 'POST /api/jobs',
  Printer: 'GET /api/printers items',
  Power: 'GET /api/printers items power',
  PowerReason: 'GET /api/printers items powerReason',
  PowerPolicy: 'GET /api/printers/:id/power-policy effective',
  PowerPolicyOverrides: 'GET /api/printers/:id/power-policy overrides',
  Plug: 'GET /api/plugs items',
  Policy: 'GET /api/printers items policy',
  PolicyOverrides: 'GET /api/settings bookingByRole admin',
  OpeningHours: 'GET /api/settings booking openingHours',
  User: 'GET /api/users items',
  UserDetail: 'GET /api/users/:id',
  SessionUser: 'POST /api/auth/login user',
  Session: 'POST /api/auth/login',
  Cohort: 'GET /api/cohorts items',
  CostCentre: 'GET /api/cost-centres items',
  Tariff: 'GET /api/tariffs items',
  Closure: 'GET /api/closures items',
  Qualification: 'GET /api/qualifications items',
  Incident: 'GET /api/incidents items',
  FaultReport: 'GET /api/problems items',
  MaintenancePlan: 'GET /api/maintenance items',
  WaitingListEntry: 'GET /api/waiting-list items',
  GuestRequest: 'GET /api/guest-requests items',
  Kiosk: 'GET /api/kiosks items',
  Notification: 'GET /api/notifications items',
  MeteredJob: 'GET /api/jobs/:id',
  CostStatement: 'GET /api/reports/costs',
  Settings: 'GET /api/settings',
}

/** Of each route's success; `status` is there where the route names another than 200. */
export type Answers = {
  schemas: Record<string, JsonSchema>
  answers: Record<string, { status: number; schema?: JsonSchema }>
}

const withoutText = ({ description: _, ...schema }: JsonSchema): JsonSchema => schema
const keyOf = (schema: JsonSchema): string => JSON.stringify(withoutText(schema))

/** Past `null` and into a list: what is meant by a field's name. */
const core = (schema: JsonSchema | undefined): JsonSchema | undefined => {
  const [only, ...others] = schema?.anyOf?.filter(({ type }) => type !== 'null') ?? []
  if (only && others.length === 0) return core(only)
  return schema?.type === 'array' ? core(schema.items) : schema
}

const find = (answers: Answers['answers'], place: string): JsonSchema => {
  const [method, path, ...fields] = place.split(' ')
  const answer = core(answers[`${method} ${path}`]?.schema)
  const found = fields.reduce((schema, field) => core(schema?.properties?.[field]), answer)
  if (!found?.properties) throw new Error(`${place} is no object`)
  return withoutText(found)
}

/** The same with every schema that has a name replaced by a reference to it; `own` is the name being described. */
const referring = (schema: JsonSchema, names: Map<string, string>, own?: string): JsonSchema => {
  const name = names.get(keyOf(schema))
  if (name !== undefined && name !== own) {
    const { description } = schema
    return { ...(description === undefined ? {} : { description }), $ref: `#/components/schemas/${name}` }
  }
  const inner = (part: JsonSchema): JsonSchema => referring(part, names)
  const { properties, items, anyOf, additionalProperties, prefixItems } = schema
  return {
    ...schema,
    ...(properties ? { properties: mapped(properties, inner) } : {}),
    ...(items ? { items: inner(items) } : {}),
    ...(anyOf ? { anyOf: anyOf.map(inner) } : {}),
    ...(prefixItems ? { prefixItems: (prefixItems as JsonSchema[]).map(inner) } : {}),
    ...(additionalProperties ? { additionalProperties: inner(additionalProperties as JsonSchema) } : {}),
  }
}

const mapped = <From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

/** The schemas of all answers, with the repeated ones by name. */
export const answerSchemas = (root: string): Answers => {
  const answers = readAnswerTypes(root)
  const entities = mapped(NAMES, (place) => find(answers, place))
  const names = new Map<string, string>()
  for (const [name, schema] of Object.entries(entities)) {
    const other = names.get(keyOf(schema))
    if (other !== undefined) throw new Error(`${name} is the same as ${other}`)
    names.set(keyOf(schema), name)
  }
  return {
    schemas: Object.fromEntries(
      Object.entries(entities).map(([name, schema]) => [name, referring(schema, names, name)]),
    ),
    answers: mapped(answers, ({ status, schema }) => ({
      status,
      ...(schema ? { schema: referring(schema, names) } : {}),
    })),
  }
}

/** As it is kept in `worker/http/api-answers.json`. */
export const answersText = (answers: Answers): string => `${JSON.stringify(answers, null, 1)}\n`
