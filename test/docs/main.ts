/**
 * Writes the examples of the API's description and `docs/api.md` anew: `npm run docs`. An example stays as it is
 * while the API answers in the same shape, so that only what changed shows in the diff.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import buildTestWorker from '../support/build-test-worker.ts'
import { type Examples, shapeOf } from './record.ts'
import { tellStory } from './story.ts'

const EXAMPLES = 'worker/http/api-examples.json'

await buildTestWorker()
const known: Examples = JSON.parse(readFileSync(EXAMPLES, 'utf8'))
const told = await tellStory()
const kept = Object.keys(told)
  .sort()
  .map((route) => {
    const [before, now] = [known[route], told[route]]
    return [route, before && now && shapeOf(before) === shapeOf(now) ? before : now]
  })
writeFileSync(EXAMPLES, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)

// Only now: the description reads the examples when it is loaded.
const { currentApi } = await import('./current-api.ts')
const { apiMarkdown } = await import('./api-markdown.ts')
writeFileSync('docs/api.md', apiMarkdown(await currentApi()))
