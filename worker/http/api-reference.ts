import type { ApiDescription, JsonSchema, Operation } from './openapi.ts'

/** What can be sent: one line of a table. */
export type Field = {
  name: string
  place: 'path' | 'query' | 'header' | 'body'
  type: string
  isRequired: boolean
  text: string
}
export type Entry = {
  id: string
  method: string
  path: string
  summary: string
  allowed: readonly string[]
  fields: Field[]
  request: unknown
  status: string
  /** In brief what is answered: `{ items: list of Job, nextCursor: text | null }`. */
  answerWords: string | undefined
  answer: unknown
}
export type Area = { name: string; title: string; entries: Entry[] }

/** How deep a body's fields are listed by name; what lies deeper is only called an object. */
const LISTED_DEPTH = 2

const rangeOf = ({ minimum, maximum, maxLength }: JsonSchema): string => {
  if (maxLength !== undefined) return ` ≤ ${maxLength}`
  if (minimum !== undefined && maximum !== undefined) return ` ${minimum} … ${maximum}`
  return ''
}

const NAMED = '#/components/schemas/'

/** A schema in a few words: `integer 1 … 200`, `"on" | "off"`, `list of text ≤ 120`. */
export const wordsOf = (schema: JsonSchema): string => {
  if (schema.$ref) return schema.$ref.replace(NAMED, '')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map(wordsOf))].join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  switch (schema.type) {
    case 'array':
      return `list of ${wordsOf(schema.items ?? {})}`
    case 'string':
      return `${schema.format ?? 'text'}${rangeOf(schema)}`
    case undefined:
      return 'any'
    default:
      return `${schema.type}${rangeOf(schema)}`
  }
}

/** An answer with its fields by name, one level deep: `{ items: list of Job, nextCursor: text | null }`. */
const briefOf = (schema: JsonSchema): string => {
  const fields = Object.entries(schema.properties ?? {})
  if (fields.length === 0) return wordsOf(schema)
  const optional = (name: string): string => ((schema.required ?? []).includes(name) ? '' : '?')
  return `{ ${fields.map(([name, inner]) => `${name}${optional(name)}: ${itemsOf(inner)}`).join(', ')} }`
}

/** A list shows what its items hold, because that is what somebody asks it for. */
const itemsOf = (schema: JsonSchema): string =>
  schema.type === 'array' && schema.items?.properties
    ? `list of { ${Object.keys(schema.items.properties).join(', ')} }`
    : wordsOf(schema)

const textOf = (schema: JsonSchema): string =>
  [schema.description, schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`]
    .filter((part) => part !== undefined)
    .join('; ')

/** The fields of a body; alternatives are listed together, each required only where all of them say so. */
const fieldsOf = (schema: JsonSchema, prefix: string, depth: number, isSure: boolean): Field[] => {
  const choices = (schema.anyOf ?? schema.oneOf)?.filter(({ properties }) => properties)
  if (choices && choices.length > 0) {
    const all = choices.flatMap((choice) => fieldsOf(choice, prefix, depth, isSure && choices.length === 1))
    return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index)
  }
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const name = `${prefix}${key}`
    const isRequired = isSure && (schema.required ?? []).includes(key)
    const field: Field = { name, place: 'body', type: wordsOf(inner), isRequired, text: textOf(inner) }
    return depth < LISTED_DEPTH ? [field, ...fieldsOf(inner, `${name}.`, depth + 1, isRequired)] : [field]
  })
}

const entryOf = (method: string, path: string, operation: Operation): Entry => {
  const content = Object.values(operation.requestBody?.content ?? {})[0]
  const [status = '200', answer] = Object.entries(operation.responses)[0] ?? []
  const answered = answer && 'content' in answer ? Object.values(answer.content ?? {})[0] : undefined
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, schema, description }): Field => ({
      name,
      place: place as Field['place'],
      type: wordsOf(schema),
      isRequired: required === true,
      text: description ?? textOf(schema),
    }),
  )
  return {
    id: `${method}${path.replaceAll(/[^a-zA-Z0-9]+/g, '-')}`.replace(/-$/, ''),
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? '',
    allowed: operation['x-allowed'],
    fields: [...parameters, ...(content?.schema ? fieldsOf(content.schema, '', 1, true) : [])],
    request: content?.example,
    status,
    answerWords: answered?.schema && briefOf(answered.schema),
    answer: answered?.example,
  }
}

/** The description as areas and their routes, for a page or a document to be made from. */
export const areasOf = (api: ApiDescription): Area[] => {
  const entries = Object.entries(api.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      area: operation.tags[0],
      entry: entryOf(method, path, operation),
    })),
  )
  return api.tags.map(({ name, description }) => ({
    name,
    title: description,
    entries: entries.filter(({ area }) => area === name).map(({ entry }) => entry),
  }))
}

/** Something that answers name instead of describing it again: a line of its table for each field. */
export type Named = { name: string; text: string; fields: Field[] }

/** Everything with a name, in the order of the alphabet. */
export const namedOf = (api: ApiDescription): Named[] =>
  Object.entries(api.components.schemas)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => ({
      name,
      text: textOf(schema),
      fields: fieldsOf(schema, '', LISTED_DEPTH, true),
    }))
