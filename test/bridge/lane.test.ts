import { afterEach, beforeEach, expect, test } from 'vitest'
import { sleep } from '../../bridge/clock.ts'
import { createLane, type Lane, LaneFull, Superseded } from '../../bridge/lane.ts'
import { createVirtualClock, type VirtualClock } from './support/virtual-clock.ts'

let clock: VirtualClock
let lane: Lane
beforeEach(() => {
  clock = createVirtualClock(0)
  lane = createLane(clock, 8)
})
afterEach(() => clock.close())

const order = { deadlineMs: 10_000, replaces: false, expiry: () => new Error('too late') }
const wait = (ms: number) => (signal: AbortSignal) => sleep(clock, ms, signal)

test('one thing at a time, in the order of asking', async () => {
  let running = 0
  let most = 0
  const done: number[] = []
  const task = (id: number) => async (signal: AbortSignal) => {
    running += 1
    most = Math.max(most, running)
    await sleep(clock, 100, signal)
    running -= 1
    done.push(id)
  }
  await clock.until(Promise.all([1, 2, 3, 4, 5].map((id) => lane.run(order, task(id)))))
  expect(most).toBe(1)
  expect(done).toEqual([1, 2, 3, 4, 5])
})

test('the ninth that waits is refused, and the others are not disturbed', async () => {
  const running = lane.run(order, wait(100))
  await clock.advance(0)
  const waiting = Array.from({ length: 8 }, () => lane.run(order, wait(1)))
  await expect(lane.run(order, wait(1))).rejects.toBeInstanceOf(LaneFull)
  expect(lane.depth()).toBe(8)
  await clock.until(Promise.all([running, ...waiting]))
  expect(lane.depth()).toBe(0)
})

test('the deadline counts from joining the queue', async () => {
  const first = lane.run(order, wait(9_000))
  const second = lane.run(order, wait(5_000))
  await clock.until(first)
  await expect(clock.until(second)).rejects.toThrow('too late')
  expect(clock.now()).toBe(10_000)
})

test('a task that fails, or is given up, leaves the lane free', async () => {
  await expect(lane.run(order, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(clock.until(lane.run(order, wait(20_000)))).rejects.toThrow('too late')
  await clock.until(lane.run(order, wait(1)))
})

test('the next task starts only when the one before has really ended, even if its caller was answered', async () => {
  const { promise: stubborn, resolve: end } = Promise.withResolvers<void>()
  const first = lane.run(order, () => stubborn)
  let hasStarted = false
  const second = lane.run({ ...order, deadlineMs: 60_000 }, async () => {
    hasStarted = true
  })
  await expect(clock.until(first)).rejects.toThrow('too late')
  expect(hasStarted).toBe(false)
  end()
  await clock.until(second)
  expect(hasStarted).toBe(true)
})

test('replacing frees the places of what is replaced', async () => {
  const replacing = { ...order, replaces: true }
  const running = lane.run(order, wait(100))
  await clock.advance(0)
  const commands = Array.from({ length: 50 }, () => lane.run(replacing, wait(1)))
  const outcomes = await clock.until(Promise.allSettled(commands))
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  expect(outcomes.at(-1)?.status).toBe('fulfilled')
  expect(outcomes[0]).toMatchObject({ reason: expect.any(Superseded) })
  await running
})

test('a closed lane gives up what runs and what waits, and takes nothing more', async () => {
  const orders = [lane.run(order, wait(9_000)), lane.run(order, wait(1))]
  await clock.advance(0)
  lane.close()
  for (const outcome of await Promise.allSettled(orders))
    expect(outcome).toMatchObject({ reason: expect.any(Superseded) })
  await expect(lane.run(order, wait(1))).rejects.toBeInstanceOf(Superseded)
})
