import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../../bridge/emulator/emulator.ts'
import { createLane } from '../../bridge/lane.ts'
import { openKlapSession } from '../../bridge/tapo/klap-library.ts'
import { createVirtualClock, type VirtualClock } from './support/virtual-clock.ts'
import { account } from './support/world.ts'

let clock: VirtualClock
let plug: Emulator
beforeEach(async () => {
  clock = createVirtualClock(Date.UTC(2026, 10, 23, 11))
  plug = await startEmulator({ ...account, clock })
})
afterEach(async () => {
  await plug.stop()
  clock.close()
})

const signal = new AbortController().signal
const openSession = () => openKlapSession({ address: plug.address, account, clock, timeoutMs: 4_000 }, signal)

/** Forty questions at once, and how many got the answer they should. */
const askAtOnce = async (ask: (question: () => Promise<unknown>) => Promise<unknown>): Promise<number> => {
  const session = await openSession()
  const answers = await clock.until(
    Promise.allSettled(
      Array.from({ length: 40 }, () => ask(() => session.send({ method: 'get_device_time' }, signal))),
    ),
  )
  session.close()
  return answers.filter((answer) => answer.status === 'fulfilled' && isWhole(answer.value)).length
}
/** The corruption hits four bytes, which here are in the name of the first key. */
const isWhole = (answer: unknown): boolean =>
  Object.keys(answer as object)
    .sort()
    .join() === 'region,time_diff,timestamp'

test('in a lane, forty questions at once get forty true answers', async () => {
  const lane = createLane(clock, 40)
  const order = { deadlineMs: 60_000, replaces: false, expiry: () => new Error('too late') }
  expect(await askAtOnce((question) => lane.run(order, question))).toBe(40)
  expect(plug.mostInFlight).toBe(1)
})

/** The reason for the lane. Should it fail one day, the library was mended and the lane is only a courtesy. */
test('without the lane the library corrupts or loses answers', async () => {
  expect(await askAtOnce((question) => question())).toBeLessThan(40)
})

test('a plug that falls silent is given up after the time-out, its socket with it', async () => {
  const session = await openSession()
  plug.inject({ kind: 'hang' })
  await expect(clock.until(session.send({ method: 'get_device_info' }, signal))).rejects.toMatchObject({
    mishap: { cause: 'timeout' },
  })
  await clock.advance(10)
  expect(plug.sockets).toBe(0)
})

test('a proxy named in the environment gets nothing', async () => {
  process.env.http_proxy = 'http://127.0.0.1:9'
  try {
    const session = await openSession()
    expect(await session.send({ method: 'get_device_time' }, signal)).toHaveProperty('timestamp')
  } finally {
    delete process.env.http_proxy
  }
})

test('a plug that knows another account never learns ours by an older protocol', async () => {
  const stranger = { ...account, password: 'another' }
  plug.clearLog()
  await expect(
    openKlapSession({ address: plug.address, account: stranger, clock, timeoutMs: 4_000 }, signal),
  ).rejects.toThrow('the account does not match')
  expect(plug.log.map((entry) => entry.path)).toEqual(['/app/handshake1'])
})

test("the plug's own error code arrives as a number", async () => {
  const session = await openSession()
  await expect(session.send({ method: 'fly_away' }, signal)).rejects.toMatchObject({ code: -1002 })
})
