import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SMALLEST_GROUP, withheld } from '../../../worker/domain/withholding.ts'

const hiddenOf = (...people: number[]) =>
  [...withheld(people.map((count) => ({ people: count })))].map((one) => one.people)

test.each([
  ['groups of five and more are shown', [5, 9, 30], []],
  ['two small groups hide each other', [2, 4, 30], [2, 4]],
  ['a single small group takes the next smallest with it', [1, 7, 30], [1, 7]],
  ['a single small group alone', [3], [3]],
  ['machines without people are shown', [0, 0, 6], []],
])('%s', (_, people, hidden) => {
  expect(hiddenOf(...people)).toEqual(hidden)
})

test('no group of fewer than five is ever shown, nor can a single one be worked out from the sum', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ people: fc.nat(40) })), (groups) => {
      const hidden = withheld(groups)
      for (const group of groups)
        if (group.people > 0 && group.people < SMALLEST_GROUP) expect(hidden.has(group)).toBe(true)
      if (hidden.size === 1) expect(groups.filter(({ people }) => people >= SMALLEST_GROUP)).toEqual([])
    }),
  )
})
