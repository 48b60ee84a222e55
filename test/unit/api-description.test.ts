import { readFileSync } from 'node:fs'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { currentApi } from '../../public/build/api-description.ts'
import { SUMMARIES } from '../../worker/http/api-summaries.ts'
import type { Operation } from '../../worker/http/openapi.ts'
import { apiMarkdown } from '../docs/api-markdown.ts'
import { UNTOLD } from '../docs/story.ts'

const api = await currentApi()
const routes = Object.entries(api.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]): [string, Operation] => [
    `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    operation,
  ]),
)

test('the description is sound OpenAPI 3.1, by the strict rules of a linter', async () => {
  const config = await createConfig({ extends: ['recommended-strict'] })
  const found = await lintFromString({ source: JSON.stringify(api), absoluteRef: 'openapi.json', config })
  const wrong = found.map(({ message, location }) => `${location[0]?.pointer}: ${message}`)
  // A switch to WebSocket is a success that the linter does not know.
  const expected = ['#/paths/~1api~1live/get/responses: Operation must have at least one `2XX` response.']
  expect(wrong).toEqual(expected)
})

test('every route has a summary and an area, and none is left of a route that went', () => {
  expect(routes.map(([route]) => route).sort()).toEqual(Object.keys(SUMMARIES).sort())
  const areas = api.tags.map(({ name }) => name)
  expect(routes.filter(([, { tags }]) => !areas.includes(tags[0] ?? '')).map(([route]) => route)).toEqual([])
})

test('every route shows what it answers, and what it is sent (npm run docs)', () => {
  const told = routes.filter(([route]) => !UNTOLD.includes(route))
  // What is left out is a route that is there.
  expect(routes.map(([route]) => route)).toEqual(expect.arrayContaining(UNTOLD))
  const silent = told.filter(([, { responses }]) => {
    const [status, answer] = Object.entries(responses)[0] ?? []
    return status !== '204' && !(answer && 'content' in answer)
  })
  expect(silent.map(([route]) => route)).toEqual([])
  const unasked = told.filter(([, { requestBody }]) =>
    Object.values(requestBody?.content ?? {}).some(({ example }) => example === undefined),
  )
  // What may be sent without a body is told without one.
  expect(unasked.filter(([, { requestBody }]) => requestBody?.required).map(([route]) => route)).toEqual([])
})

test('docs/api.md is what the routes say (npm run docs)', () => {
  expect(readFileSync('docs/api.md', 'utf8')).toBe(apiMarkdown(api))
})
