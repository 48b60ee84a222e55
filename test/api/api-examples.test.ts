import { expect, test } from 'vitest'
import recorded from '../../worker/http/api-examples.json' with { type: 'json' }
import { type Examples, shapeOf } from '../docs/record.ts'
import { tellStory } from '../docs/story.ts'

const shapes = (examples: Examples) =>
  Object.fromEntries(Object.entries(examples).map(([route, example]) => [route, shapeOf(example)]))

test('the API answers in the shape its description shows (npm run docs)', async () => {
  expect(shapes(await tellStory())).toEqual(shapes(recorded))
}, 180_000)
