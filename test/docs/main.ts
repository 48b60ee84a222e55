/**
 * Writes the examples and the answers of the API's description and `docs/api.md` anew: `npm run docs`. An example
 * stays as it is while the API answers in the same shape and as its types say, so that only what changed shows in
 * the diff.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import buildTestWorker from '../support/build-test-worker.ts'
import { answerSchemas, answersText } from './answer-schemas.ts'
import { createMisfit } from './misfit.ts'
import { type Example, type Examples, shapeOf } from './record.ts'
import { tellStory } from './story.ts'

const EXAMPLES = 'worker/http/api-examples.json'
const ANSWERS = 'worker/http/api-answers.json'

await buildTestWorker()
const known: Examples = JSON.parse(readFileSync(EXAMPLES, 'utf8'))
const told = await tellStory()
const described = answerSchemas(process.cwd())
const misfit = createMisfit(described.schemas)
const isStillRight = (route: string, before: Example, now: Example): boolean => {
  const schema = described.answers[route]?.schema
  return (
    shapeOf(before) === shapeOf(now) && (schema === undefined || misfit(schema, before.body) === undefined)
  )
}
const kept = Object.keys(told)
  .sort()
  .map((route) => {
    const [before, now] = [known[route], told[route]]
    return [route, before && now && isStillRight(route, before, now) ? before : now]
  })
writeFileSync(EXAMPLES, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)

writeFileSync(ANSWERS, answersText(described))

// Only now: the description reads the examples and the answers when it is loaded.
const { currentApi } = await import('../../public/build/api-description.ts')
const { apiMarkdown } = await import('./api-markdown.ts')
writeFileSync('docs/api.md', apiMarkdown(await currentApi()))
