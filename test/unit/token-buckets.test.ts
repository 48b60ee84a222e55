import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokenBuckets } from '../../worker/domain/token-buckets.ts'

test('a minute’s worth at once, then as much as flows back, and it says when', () => {
  const buckets = tokenBuckets()
  const takeMany = (count: number, now: number) =>
    Array.from({ length: count }, () => buckets.take('anna', 60, now)).filter((wait) => wait === 0).length
  expect(takeMany(100, 0)).toBe(60)
  expect(buckets.take('anna', 60, 0)).toBe(1)
  expect(takeMany(100, 10_000)).toBe(10)
  expect(buckets.take('ben', 60, 10_000)).toBe(0)
  expect(takeMany(100, 3_600_000)).toBe(60)
})

test('whatever the order, nobody gets more than a minute’s worth and what flowed back', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: -500, max: 5_000 })), {
    maxLength: 300,
  })
  fc.assert(
    fc.property(steps, (sequence) => {
      const buckets = tokenBuckets()
      let [now, granted, elapsed] = [0, 0, 0]
      for (const [key, pause] of sequence) {
        now += pause
        elapsed += Math.max(pause, 0)
        if (buckets.take(key, 30, now) === 0 && key === 'a') granted++
      }
      expect(granted).toBeLessThanOrEqual(30 + Math.ceil(elapsed / 2_000))
    }),
  )
})

test('a flood of addresses costs little memory', () => {
  const buckets = tokenBuckets()
  for (let i = 0; i < 50_000; i++) expect(buckets.take(`address ${i}`, 60, i)).toBe(0)
})
