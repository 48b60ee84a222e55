import { Ajv2020 } from 'ajv/dist/2020.js'
import type { JsonSchema } from '../../worker/http/openapi.ts'

/** Nothing but what the schema names: else a field that the type forgets would pass. */
const closed = (schema: JsonSchema): JsonSchema => {
  const entries = Object.entries(schema).map(([key, value]) => {
    if (key === 'properties') return [key, closedAll(value as Record<string, JsonSchema>)]
    if (key === 'anyOf' || key === 'prefixItems') return [key, (value as JsonSchema[]).map(closed)]
    return [key, key === 'items' || key === 'additionalProperties' ? closed(value as JsonSchema) : value]
  })
  return { ...(schema.properties ? { additionalProperties: false } : {}), ...Object.fromEntries(entries) }
}
const closedAll = (schemas: Record<string, JsonSchema>): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, closed(schema)]))

const withShortNames = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', ''))

/** Tells why a value is not what a schema says, by a JSON-schema validator; `undefined`: it fits. */
export const createMisfit = (schemas: Record<string, JsonSchema>) => {
  const ajv = new Ajv2020({ strict: true, keywords: ['x-statuses'] })
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(withShortNames(closed(schema)), name)
  return (schema: JsonSchema, value: unknown): string | undefined => {
    const check = ajv.compile(withShortNames(closed(schema)))
    return check(value) ? undefined : ajv.errorsText(check.errors)
  }
}
