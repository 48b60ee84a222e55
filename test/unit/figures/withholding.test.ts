import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areWholeMonths, SMALLEST_GROUP, withheld } from '../../../worker/domain/withholding.ts'

/** Groups of so many people each, none in two of them. */
const hiddenOf = (...people: number[]) => {
  const groups = people.map((count, i) => ({
    keys: [`g${i}`],
    members: Array.from({ length: count }, (_, n) => `${i}-${n}`),
  }))
  return [...withheld(groups)].map(({ members }) => members.length)
}

test.each([
  ['groups of five and more are shown', [5, 9, 30], []],
  ['small groups hide each other where they are five together', [2, 4, 30], [2, 4]],
  [
    'small groups that are fewer than five together take the next smallest with them',
    [1, 2, 7, 30],
    [1, 2, 7],
  ],
  ['a single small group takes the next smallest with it', [1, 7, 30], [1, 7]],
  ['a single small group alone', [3], [3]],
  ['machines without people are shown', [0, 0, 6], []],
])('%s', (_, people, hidden) => {
  expect(hiddenOf(...people)).toEqual(hidden)
})

const cell = (first: string, second: string, ...members: string[]) => ({ keys: [first, second], members })

test('by two groupings, nobody is left over from the sum of a row or a column', () => {
  const five = ['a', 'b', 'c', 'd', 'e']
  const others = ['f', 'g', 'h', 'i', 'j']
  const cells = [
    cell('2024', 'k1', ...five),
    cell('2024', 'k2', 'x'),
    cell('2025', 'k1', ...others),
    cell('2025', 'k2', 'y'),
  ]
  // Four small groups would do for the whole, but not for 2024: its sum is known.
  expect([...withheld(cells)]).toEqual(expect.arrayContaining(cells))
})

/** Who knows the sums of all, of each row and of each column, and the cells that are shown, works out the rest. */
const leftOver = (groups: { keys: string[]; members: string[] }[], hidden: Set<unknown>) =>
  [undefined, 0, 1].flatMap((place) => {
    const margins =
      place === undefined ? [groups] : [...Map.groupBy(groups, ({ keys }) => keys[place]).values()]
    return margins
      .filter((margin) => new Set(margin.flatMap(({ members }) => members)).size >= SMALLEST_GROUP)
      .map((margin) => new Set(margin.filter((g) => hidden.has(g)).flatMap(({ members }) => members)).size)
  })

test('whatever the groups are, nothing can be worked out of fewer than five people', () => {
  const groups = fc.uniqueArray(
    fc.record({
      keys: fc.tuple(fc.constantFrom('r1', 'r2', 'r3'), fc.constantFrom('c1', 'c2', 'c3')),
      members: fc.uniqueArray(fc.integer({ min: 1, max: 14 }).map(String), { maxLength: 9 }),
    }),
    { selector: ({ keys }) => keys.join() },
  )
  fc.assert(
    fc.property(groups, (all) => {
      const hidden = withheld(all)
      for (const group of all)
        if (group.members.length > 0 && group.members.length < SMALLEST_GROUP)
          expect(hidden.has(group)).toBe(true)
      for (const people of leftOver(all, hidden)) expect(people === 0 || people >= SMALLEST_GROUP).toBe(true)
    }),
    { numRuns: 500 },
  )
})

describe('periods that differ by days', () => {
  test.each([
    ['2026-10-01', '2026-11-01', true],
    ['2026-01-01', '2026-11-01', true],
    ['2026-10-01', '2026-10-31', false],
    ['2026-10-02', '2026-11-01', false],
    // November goes on.
    ['2026-10-01', '2026-12-01', false],
  ])('%s to %s: %s', (from, to, isWhole) => {
    expect(areWholeMonths({ from, to }, '2026-11-23')).toBe(isWhole)
  })
})
