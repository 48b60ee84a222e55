import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../../bridge/emulator/emulator.ts'
import { explain } from '../../bridge/failures.ts'
import { FailureKind } from '../../bridge/protocol.ts'
import { account, openWorld, type World, type WorldOptions } from './support/world.ts'

let world: World
const open = async (options?: WorldOptions) => {
  world = await openWorld(options)
  return world.emulators[0] as Emulator
}
afterEach(() => world.close())

/** tapo-p110.md §3, row by row: what happens in the field, and the explanation a trainer must get. */
const fieldFailures: {
  when: string
  kind: FailureKind
  options?: WorldOptions
  happens: (plug: Emulator) => unknown
}[] = [
  {
    when: 'firmware 1.4 and Third-Party Compatibility is off',
    kind: 'third_party_disabled',
    options: { plugs: [{ profile: 'fw-1.4.6', thirdParty: false }] },
    happens: () => undefined,
  },
  {
    when: 'Third-Party Compatibility falls back to off while we have a session',
    kind: 'third_party_disabled',
    options: { plugs: [{ profile: 'fw-1.4.6' }] },
    happens: (plug) => {
      plug.setThirdParty(false)
      plug.stealSession()
    },
  },
  {
    when: 'a newer firmware that has given up the old protocol advertises TPAP',
    kind: 'third_party_disabled',
    options: { plugs: [{ profile: 'fw-1.4.6', thirdParty: false }] },
    happens: (plug) => plug.inject({ kind: 'html', stage: 'handshake1' }),
  },
  {
    when: 'mains loss and firmware 1.4.6 keeps its port shut',
    kind: 'refused',
    options: { plugs: [{ profile: 'fw-1.4.6' }] },
    happens: (plug) => plug.powerCycle(),
  },
  {
    when: 'the password was changed',
    kind: 'auth_failed',
    options: { account: { ...account, password: 'the-old-one' } },
    happens: () => undefined,
  },
  {
    when: 'the e-mail address has another case',
    kind: 'auth_failed',
    options: { account: { ...account, username: account.username.toLowerCase() } },
    happens: () => undefined,
  },
  {
    when: 'another client takes the session again and again',
    kind: 'session_stolen',
    happens: (plug) => plug.inject({ kind: 'forbidden', stage: 'request' }),
  },
  { when: 'too many requests', kind: 'rate_limited', happens: (plug) => plug.inject({ kind: 'rate_limit' }) },
  {
    when: 'the plug accepts and never answers',
    kind: 'timeout',
    happens: (plug) => plug.inject({ kind: 'hang' }),
  },
  {
    when: 'the Wi-Fi is gone and the port refuses',
    kind: 'refused',
    happens: (plug) => plug.setReachable(false),
  },
  {
    when: 'answers are garbage',
    kind: 'protocol',
    happens: (plug) => plug.inject({ kind: 'garbage', stage: 'request' }),
  },
  {
    when: 'answers break off every time',
    kind: 'protocol',
    happens: (plug) => plug.inject({ kind: 'reset' }),
  },
  {
    when: 'a web page answers instead of the plug',
    kind: 'not_a_tapo',
    happens: (plug) => {
      plug.stealSession()
      plug.inject({ kind: 'html', stage: 'handshake1' })
    },
  },
  {
    when: 'the device reports an error of its own',
    kind: 'protocol',
    happens: (plug) => plug.inject({ kind: 'error_code', code: -1301 }),
  },
]

test.each(fieldFailures)('when $when: $kind', async ({ kind, options, happens }) => {
  const plug = await open(options)
  await happens(plug)
  await world.advance(45_000)
  expect(world.reading()).toMatchObject({ state: 'unknown', watts: null, failure: { kind } })
  await expect(world.switchTo(true)).rejects.toMatchObject({ kind })
  expect(plug.relay).toBe(false)
})

test('each kind is explained in German and English, with advice', async () => {
  await open()
  for (const kind of FailureKind.options) {
    const { message, advice } = explain(kind, 0)
    for (const text of [message.de, message.en, advice.de, advice.en]) expect(text.length).toBeGreaterThan(10)
  }
})

describe('recovery', () => {
  test('a plug of firmware 1.4.6 that lost its mains is woken and back within 20 s', async () => {
    const plug = await open({
      plugs: [{ profile: 'fw-1.4.6' }],
      wake: async (one) => (await one.probe()) !== undefined,
    })
    await world.switchTo(true)
    await plug.powerCycle()
    await world.advance(20_000)
    expect(world.reading()).toMatchObject({ state: 'off', deadMan: 'none' })
    expect(world.reading()).not.toHaveProperty('failure')
  })

  test('a command to a sleeping plug wakes it and is carried out within its 10 s', async () => {
    const plug = await open({
      plugs: [{ profile: 'fw-1.4.6' }],
      wake: async (one) => (await one.probe()) !== undefined,
    })
    await plug.powerCycle()
    expect(await world.switchTo(true)).toMatchObject({ state: 'on' })
  })

  test('the clock of a plug that lost its mains is set before its energy is missed', async () => {
    const plug = await open()
    await world.switchTo(true)
    await world.advance(90_000)
    await plug.powerCycle()
    await world.advance(25_000)
    expect(world.reading()).toMatchObject({ state: 'off', todayWh: expect.any(Number) })
    expect(world.log()).toContain('set the clock of the plug')
  })

  test('a clock that runs away is set within the hour', async () => {
    const plug = await open()
    plug.disturbClock({ offsetMs: -10 * 60_000 })
    await world.advance(3_700_000)
    expect(world.log()).toContain('"wasAheadMs":-60')
  })

  test('a plug that never tells its time is read, switched and provided for all the same', async () => {
    const plug = await open()
    plug.inject({ kind: 'error_code', code: -1001, method: 'get_device_time' })
    plug.stealSession()
    await world.advance(120_000)
    expect(await world.switchTo(true, 900)).toMatchObject({ state: 'on', deadMan: 'armed' })
    expect(world.reading()).not.toHaveProperty('failure')
    expect(world.log()).toContain('the plug refuses to be looked after')
    await plug.powerCycle()
    expect(plug.relay).toBe(false)
  })

  test('a refused account is not tried hot', async () => {
    const plug = await open({ account: { ...account, password: 'wrong' } })
    plug.clearLog()
    await world.advance(300_000)
    expect(plug.log.length).toBeLessThanOrEqual(6)
  })

  test('a dead plug is asked ever more rarely, at most a minute apart, and found again', async () => {
    const plug = await open()
    plug.inject({ kind: 'hang' })
    await world.advance(600_000)
    plug.clearLog()
    await world.advance(300_000)
    expect(plug.log.length).toBeGreaterThanOrEqual(3)
    expect(plug.log.length).toBeLessThanOrEqual(20)
    plug.clearFaults()
    await world.advance(75_000)
    expect(world.reading()).toMatchObject({ state: 'off' })
    expect(world.reading()).not.toHaveProperty('failure')
  })

  test('a plug that closes idle connections is asked on a new one without an error', async () => {
    await open({ pollMs: 120_000 })
    await world.advance(150_000)
    expect(world.reading().ageMs).toBeLessThan(31_000)
    expect(world.metrics.text(new Map())).not.toContain('myp_bridge_failures_total{')
  })
})

test('what listens at the address and says nothing is no plug, and delays nobody', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1')
  await new Promise((resolve) => silent.once('listening', resolve))
  const { port } = silent.address() as { port: number }
  await open()
  world.fleet.own([...world.fleet.owned(), { id: 'silent', driver: 'tapo', address: `127.0.0.1:${port}` }])
  await world.advance(31_000)
  expect(world.reading()).toMatchObject({ state: 'off' })
  expect(world.fleet.find('silent')?.reading()).toMatchObject({
    state: 'unknown',
    failure: { kind: 'timeout' },
  })
  silent.close()
})
