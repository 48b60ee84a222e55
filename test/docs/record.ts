import assert from 'node:assert/strict'
import type { Client } from '../support/client.ts'

/** What a caller sends and what the API answered; `body` is shortened so that a page can show it. */
export type Example = {
  query?: Record<string, string>
  headers?: Record<string, string>
  request?: unknown
  status: number
  type?: string
  body?: unknown
}
export type Examples = Record<string, Example>

type Question = {
  params?: Record<string, string>
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: unknown
}

const LONGEST_LIST = 2
const LONGEST_TEXT = 240

/** Lists with their first items and texts with their beginning: enough to see what comes. */
const shorten = (value: unknown): unknown => {
  if (typeof value === 'string')
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(shorten)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shorten(inner)]))
}

/** Asks the real API and keeps the first good answer to each route as its example. */
export const createRecorder = () => {
  const examples: Examples = {}
  const ask = async (
    client: Client,
    route: string,
    { params = {}, query, headers, body }: Question = {},
  ): Promise<any> => {
    const [method = '', pattern = ''] = route.split(' ')
    const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = params[name]
      assert(value !== undefined, `${route} needs ${name}`)
      return encodeURIComponent(value)
    })
    const search = query ? `?${new URLSearchParams(query)}` : ''
    const answer = await client.send(method, `${path}${search}`, body, headers)
    assert(answer.status < 400, `${route}: ${answer.status} ${JSON.stringify(answer.body)}`)
    const type = answer.headers.get('content-type')?.split(';')[0]
    examples[route] ??= {
      ...(query ? { query } : {}),
      ...(headers ? { headers } : {}),
      ...(body === undefined ? {} : { request: body }),
      status: answer.status,
      ...(type && answer.body !== '' ? { type, body: shorten(answer.body) } : {}),
    }
    return answer.body
  }
  return { examples, ask }
}
export type Ask = ReturnType<typeof createRecorder>['ask']

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fieldsOf = (value: unknown): string[] => (isObject(value) ? Object.keys(value).sort() : [typeof value])

/** Names what a caller relies on: status, media type, and the fields of the answer and of the first item of a list. */
export const shapeOf = ({ status, type, body }: Example): string => {
  const lists = isObject(body)
    ? Object.entries(body).flatMap(([name, value]) =>
        Array.isArray(value) && value.length > 0 ? [`${name}: ${fieldsOf(value[0])}`] : [],
      )
    : []
  return [status, type ?? '', fieldsOf(body), ...lists].join('; ')
}
