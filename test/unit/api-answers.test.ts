import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PROBLEMS } from '../../host/gateway/problem.ts'
import { apiFiles, currentApi } from '../../public/build/api-description.ts'
import type { Operation } from '../../worker/http/openapi.ts'
import { STATUS } from '../../worker/http/problem.ts'
import { answerSchemas, answersText } from '../docs/answer-schemas.ts'
import { createMisfit } from '../docs/misfit.ts'

const api = await currentApi()
const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
)

test('the schemas of the answers are what the routes’ types say (npm run docs)', () => {
  expect(readFileSync('worker/http/api-answers.json', 'utf8')).toBe(answersText(answerSchemas(process.cwd())))
})

test('every answer that was recorded fits its schema, without a field too many', () => {
  const misfit = createMisfit(api.components.schemas)
  const [wrong, untyped]: [string[], string[]] = [[], []]
  let answers = 0
  for (const [route, { responses }] of operations) {
    const [status, answer] = Object.entries(responses)[0] ?? []
    const content = answer && 'content' in answer ? answer.content?.['application/json'] : undefined
    if (!content) continue
    answers++
    if (Object.keys(content.schema ?? {}).length === 0) untyped.push(route)
    if (content.example === undefined) continue
    const why = misfit(content.schema ?? {}, content.example)
    if (why) wrong.push(`${route} ${status}: ${why}`)
  }
  expect(wrong).toEqual([])
  // Text in pieces, because the photos in it are too many to hold: it has no type.
  expect(untyped).toEqual(['get /api/users/{id}/export'])
  expect(answers).toBeGreaterThan(100)
})

test('every refusal is the one problem, with all codes that the worker and the gateway have', () => {
  for (const [, { responses }] of operations)
    expect([responses['4XX'], responses['5XX']]).toEqual(
      Array(2).fill({ $ref: '#/components/responses/Problem' }),
    )
  const codes = api.components.schemas.Problem?.properties?.code
  expect(new Set(codes?.enum)).toEqual(new Set([...Object.keys(STATUS), ...Object.keys(PROBLEMS)]))
  const statuses = Object.entries(PROBLEMS).map(([code, { status }]) => [code, status])
  expect(codes?.['x-statuses']).toEqual({ ...Object.fromEntries(statuses), ...STATUS })
})

test('the page shows every route without a script, a style of its own or anything from elsewhere', async () => {
  const page = (await apiFiles()).get('api/docs.html') ?? ''
  expect(page).not.toMatch(/<script|<style|\sstyle=|(?:src|href)="(?!\/|#)/)
  for (const path of Object.keys(api.paths)) expect(page).toContain(`<code class="path">${path}</code>`)
  expect(page).toContain('id="schema-Job"')
})
