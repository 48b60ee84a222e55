import { expect, test } from 'vitest'
import { alternatives, firstFree } from '../../worker/domain/free-slots.ts'

const taken = (...windows: [number, number][]) => windows.map(([startsAt, endsAt]) => ({ startsAt, endsAt }))

test.each([
  ['an empty printer is free at once', taken(), 10, 10],
  ['a job that ends where we start does not count', taken([0, 10]), 10, 10],
  ['a gap that is long enough is used', taken([0, 15], [25, 40]), 10, 15],
  ['a gap that is too short is passed over', taken([0, 15], [24, 40]), 10, 40],
  ['back-to-back jobs are one block', taken([0, 15], [15, 30]), 10, 30],
] as const)('%s', (_, windows, from, expected) => {
  expect(firstFree({ printerId: 'p', taken: [...windows] }, 10, from, 100)?.startsAt).toBe(expected)
})

test('nothing is offered beyond the horizon', () => {
  expect(firstFree({ printerId: 'p', taken: taken([0, 200]) }, 10, 0, 100)).toBeUndefined()
})

test('an equal printer that is free now is offered before the same printer later', () => {
  const wanted = { printerId: 'a', startsAt: 0, endsAt: 10 }
  const offered = alternatives(
    wanted,
    { printerId: 'a', taken: taken([0, 30]) },
    [{ printerId: 'b', taken: [] }],
    100,
  )
  expect(offered).toEqual([
    { printerId: 'b', startsAt: 0, endsAt: 10 },
    { printerId: 'a', startsAt: 30, endsAt: 40 },
  ])
})

test('at most three are offered', () => {
  const equals = ['b', 'c', 'd', 'e'].map((printerId) => ({ printerId, taken: [] }))
  expect(
    alternatives({ printerId: 'a', startsAt: 0, endsAt: 10 }, { printerId: 'a', taken: [] }, equals, 100),
  ).toHaveLength(3)
})
