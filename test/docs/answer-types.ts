import { join } from 'node:path'
import {
  API,
  type Checker,
  type Project,
  SymbolFlags,
  type Type,
  TypeFlags,
  type TypeReference,
} from 'typescript/unstable/sync'
import type { JsonSchema } from '../../worker/http/openapi.ts'

/** Deeper than any answer; what is nested more than that refers to itself. */
const MOST_LEVELS = 12

/** Is it of one of these kinds? */
const has = (type: Type, flag: TypeFlags): boolean => (type.flags & flag) !== 0

/** By route (`GET /api/jobs`): the status where the type names one, else 200, and the schema of a JSON answer. */
export type AnswerTypes = Record<string, { status: number; schema: JsonSchema | undefined }>

const inOrder = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1

const literalsFirst = (schemas: JsonSchema[]): JsonSchema[] => {
  const [literals, others] = [
    schemas.filter((schema) => schema.const !== undefined),
    schemas.filter((schema) => schema.const === undefined),
  ]
  if (literals.length < 2) return [...others, ...literals]
  const values = literals.map((schema) => schema.const as string | number).sort(inOrder)
  return [{ type: literals[0]?.type, enum: values }, ...others]
}

/** What Hono makes of `unknown`: any JSON at all. */
const isAnyJson = (type: Type): boolean =>
  partsOf(type).some((part) => ['JSONArray', 'JSONObject'].includes(part.getAliasSymbol()?.name ?? ''))

/** Alternatives in an order of their own, because the checker's depends on which file it read first. */
const anyOf = (schemas: JsonSchema[]): JsonSchema => {
  const parts = literalsFirst(schemas)
  const [only] = parts
  if (only && parts.length === 1) return only
  const rank = (schema: JsonSchema) => `${schema.type === 'null' ? 1 : 0}${JSON.stringify(schema)}`
  return { anyOf: parts.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)) }
}

const createReader = (checker: Checker) => {
  const union = (type: Type, name: string, level: number): JsonSchema => {
    const parts = (type.isUnionType() ? (type.getTypes() ?? []) : [type]).filter(
      (part) => !has(part, TypeFlags.Undefined),
    )
    const booleans = parts.filter((part) => has(part, TypeFlags.BooleanLiteral))
    const others = parts.filter((part) => booleans.length < 2 || !booleans.includes(part))
    return anyOf([
      ...(booleans.length === 2 ? [{ type: 'boolean' }] : []),
      ...others.map((part) => schemaOf(part, name, level)),
    ])
  }

  const object = (type: Type, level: number): JsonSchema => {
    const properties = checker.getPropertiesOfType(type)
    const [index] = checker.getIndexInfosOfType(type)
    const described = properties.map((property) => {
      const text = property.getDocumentationComment(checker).trim()
      const schema = schemaOf(checker.getTypeOfSymbol(property), property.name, level + 1)
      return [property.name, text === '' ? schema : { description: text, ...schema }] as const
    })
    const required = properties.filter(({ flags }) => (flags & SymbolFlags.Optional) === 0)
    return {
      type: 'object',
      ...(described.length > 0 ? { properties: Object.fromEntries(described) } : {}),
      ...(required.length > 0 ? { required: required.map(({ name }) => name) } : {}),
      ...(index ? { additionalProperties: schemaOf(index.valueType, '', level + 1) } : {}),
    }
  }

  const list = (type: Type, level: number): JsonSchema => {
    const parts = checker.getTypeArguments(type as TypeReference)
    if (!checker.isTupleType(type)) return { type: 'array', items: schemaOf(parts[0], '', level + 1) }
    const items = parts.map((part) => schemaOf(part, '', level + 1))
    return { type: 'array', prefixItems: items, minItems: items.length, maxItems: items.length }
  }

  const schemaOf = (type: Type | undefined, name: string, level = 0): JsonSchema => {
    if (!type || level > MOST_LEVELS || has(type, TypeFlags.AnyOrUnknown)) return {}
    if (has(type, TypeFlags.Null)) return { type: 'null' }
    if (has(type, TypeFlags.Boolean)) return { type: 'boolean' }
    if (isAnyJson(type)) return {}
    if (type.isUnionType()) return union(type, name, level)
    if (type.isLiteralType()) return { type: typeof type.value, const: type.value }
    if (has(type, TypeFlags.Number)) return { type: 'number' }
    if (has(type, TypeFlags.String | TypeFlags.TemplateLiteral))
      return /^(at|.+At)$/.test(name) ? { type: 'string', format: 'date-time' } : { type: 'string' }
    if (checker.isArrayLikeType(type)) return list(type, level)
    return object(type, level)
  }
  return schemaOf
}

const typeNamed = ({ program, checker }: Project, file: string, name: string): Type => {
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  const symbol = module && checker.getExportsOfModule(module).find((exported) => exported.name === name)
  if (!symbol) throw new Error(`${file} exports no ${name}`)
  return checker.getDeclaredTypeOfSymbol(symbol)
}

/**
 * Reads from the type of the app what each route answers: the same types that the portal's client is made from, so
 * nothing is written a second time. Throws when a route's type names two statuses.
 */
export const readAnswerTypes = (root: string): AnswerTypes => {
  const api = new API({ cwd: root })
  try {
    const config = join(root, 'worker/tsconfig.json')
    const [project] = api.updateSnapshot({ openProjects: [config] }).getProjects()
    if (!project) throw new Error(`${config} names no project`)
    return readRoutes(project, typeNamed(project, join(root, 'worker/app.ts'), 'App'))
  } finally {
    api.close()
  }
}

const partsOf = (type: Type | undefined): readonly Type[] =>
  type?.isUnionType() ? (type.getTypes() ?? []) : type ? [type] : []

/** `app` is a `Hono<Env, Schema, BasePath>`. */
const readRoutes = ({ checker }: Project, app: Type): AnswerTypes => {
  const schemaOf = createReader(checker)
  const fieldOf = (type: Type | undefined, name: string): Type | undefined => {
    const property = type && checker.getPropertyOfType(type, name)
    return property && checker.getTypeOfSymbol(property)
  }
  const entriesOf = (type: Type | undefined): [string, Type | undefined][] =>
    (type ? checker.getPropertiesOfType(type) : []).map((field) => [
      field.name,
      checker.getTypeOfSymbol(field),
    ])

  const answerOf = (route: string, type: Type | undefined): AnswerTypes[string] => {
    const kinds = partsOf(type)
    const statuses = kinds.map((kind) => fieldOf(kind, 'status'))
    const [status = 200, ...others] = new Set(
      statuses.map((found) => (found?.isNumberLiteralType() ? Number(found.value) : 200)),
    )
    if (others.length > 0) throw new Error(`${route} answers with several statuses`)
    const json = kinds.filter((kind) => {
      const format = fieldOf(kind, 'outputFormat')
      return format?.isStringLiteralType() && format.value === 'json'
    })
    const schemas = json.map((kind) => schemaOf(fieldOf(kind, 'output'), ''))
    return { status, schema: schemas.length > 0 ? anyOf(schemas) : undefined }
  }

  const answers: [string, AnswerTypes[string]][] = partsOf(checker.getTypeArguments(app as TypeReference)[1])
    .flatMap(entriesOf)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, methods]) =>
      entriesOf(methods).map(([method, type]): [string, AnswerTypes[string]] => {
        const route = `${method.slice(1).toUpperCase()} ${path}`
        return [route, answerOf(route, type)]
      }),
    )
  return Object.fromEntries(answers.sort(([a], [b]) => (a < b ? -1 : 1)))
}
