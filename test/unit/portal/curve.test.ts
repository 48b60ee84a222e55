import { expect, test } from 'vitest'
import { curvePath, ticksOf, topOf } from '../../../public/src/pages/job/curve.ts'

const minute = 60_000
const point = (index: number, watts: number) => ({
  startsAt: index * minute,
  endsAt: (index + 1) * minute,
  watts,
})

test('the scale ends at a round number above every point', () => {
  expect(topOf([point(0, 3)])).toBe(10)
  expect(topOf([point(0, 96), point(1, 212)])).toBe(300)
})

test('minutes of which nothing is known are drawn as nothing, not as a straight line', () => {
  expect(curvePath([point(0, 50), point(3, 100)], 0, 4 * minute, 100)).toBe(
    'M0 100 L12.5 50 H25 V100 H75 L87.5 0 L100 0 V100',
  )
})

test('at most seven round times are labelled', () => {
  expect(ticksOf(7 * minute, 67 * minute)).toEqual([10, 20, 30, 40, 50, 60].map((at) => at * minute))
  expect(ticksOf(0, 3 * 86_400_000).length).toBeLessThanOrEqual(10)
})
