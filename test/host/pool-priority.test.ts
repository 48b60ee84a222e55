import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import pino from 'pino'
import { expect, test } from 'vitest'
import { lowerPoolPriority } from '../../host/pool-priority.ts'

const priorities = (isPool: boolean): number[] =>
  readdirSync('/proc/self/task')
    .filter(
      (task) => readFileSync(`/proc/self/task/${task}/comm`, 'utf8').startsWith('libuv-worker') === isPool,
    )
    .map((task) => getPriority(Number(task)))

test('what hashes passwords runs after what answers requests', async () => {
  const before = priorities(false)
  await lowerPoolPriority(pino({ level: 'silent' }))
  const pool = priorities(true)
  expect(pool.length).toBeGreaterThan(0)
  expect(new Set(pool)).toEqual(new Set([10]))
  expect(priorities(false)).toEqual(before)
})
