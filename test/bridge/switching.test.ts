import { afterEach, expect, test } from 'vitest'
import { Superseded } from '../../bridge/lane.ts'
import { openWorld, type World, type WorldOptions } from './support/world.ts'

let world: World
const open = async (options?: WorldOptions) => {
  world = await openWorld(options)
}
afterEach(() => world.close())

test('a plug the bridge comes to own has a reading at once', async () => {
  await open()
  expect(world.reading()).toMatchObject({ state: 'off', ageMs: 0, model: 'P110', deadMan: 'none' })
  expect(world.reading()).not.toHaveProperty('failure')
})

test('a switch answers with the state that was read back, and the relay is there', async () => {
  await open()
  expect(await world.switchTo(true)).toMatchObject({ state: 'on', ageMs: 0 })
  expect(world.emulators[0]?.relay).toBe(true)
  expect(await world.switchTo(false)).toMatchObject({ state: 'off' })
  expect(world.emulators[0]?.relay).toBe(false)
})

test('a plug that says yes and does nothing is an error, not a success', async () => {
  await open()
  world.emulators[0]?.setRelayStuck(true)
  await expect(world.switchTo(true)).rejects.toMatchObject({ kind: 'not_switched' })
  expect(world.reading()).toMatchObject({ state: 'off', failure: { kind: 'not_switched' } })
})

test('a command whose answer was lost is looked up, not sent again', async () => {
  await open()
  world.emulators[0]?.clearLog()
  world.emulators[0]?.inject({ kind: 'hang', afterEffect: true, method: 'set_device_info', times: 1 })
  expect(await world.switchTo(true)).toMatchObject({ state: 'on' })
  const commands = world.emulators[0]?.log.filter((entry) => entry.methods.includes('set_device_info'))
  expect(commands).toHaveLength(1)
})

test('newer commands replace older ones that wait, and the last one wins', async () => {
  await open()
  world.emulators[0]?.inject({ kind: 'slow', delayMs: 1_000, times: 1 })
  const running = world.keeper().switchTo({ on: true })
  await world.advance(100)
  const waiting = [false, true, false].map((on) => world.keeper().switchTo({ on }))
  const [first, ...others] = await world.clock.until(Promise.allSettled([running, ...waiting]))
  expect(first).toMatchObject({ status: 'fulfilled', value: { state: 'on' } })
  expect(others).toMatchObject([
    { status: 'rejected', reason: expect.any(Superseded) },
    { status: 'rejected', reason: expect.any(Superseded) },
    { status: 'fulfilled', value: { state: 'off' } },
  ])
  expect(world.emulators[0]?.relay).toBe(false)
})

test('a command that keeps failing gives way to a newer one before its next try', async () => {
  await open()
  await world.emulators[0]?.setReachable(false)
  const on = world.keeper().switchTo({ on: true })
  await world.advance(1_500)
  const off = world.keeper().switchTo({ on: false })
  await expect(world.clock.until(on, 3_000)).rejects.toBeInstanceOf(Superseded)
  await world.emulators[0]?.setReachable(true)
  expect(await world.clock.until(off)).toMatchObject({ state: 'off' })
})

test('a command gives up after 10 s and says why', async () => {
  await open()
  await world.emulators[0]?.setReachable(false)
  const startedAt = world.clock.now()
  await expect(world.switchTo(true)).rejects.toMatchObject({ kind: 'refused' })
  expect(world.clock.now() - startedAt).toBeLessThanOrEqual(10_000)
})

test('a dead plug delays no other', async () => {
  await open({ plugs: [{}, {}] })
  world.emulators[0]?.inject({ kind: 'hang' })
  const dead = world.keeper(0).switchTo({ on: true })
  const startedAt = world.clock.now()
  expect(await world.switchTo(true, undefined, 1)).toMatchObject({ state: 'on' })
  expect(world.clock.now()).toBe(startedAt)
  await expect(world.clock.until(dead)).rejects.toMatchObject({ kind: 'timeout' })
})

test('a session that somebody else took is renewed once, and nobody notices', async () => {
  await open()
  world.emulators[0]?.stealSession()
  expect(await world.switchTo(true)).toMatchObject({ state: 'on' })
  expect(world.metrics.text(new Map())).toContain('myp_bridge_rehandshakes_total 1')
})

test('someone presses the button: the next reading says so and the worker is told', async () => {
  await open()
  world.emulators[0]?.pressButton()
  await world.advance(11_000)
  expect(world.reading().state).toBe('on')
  expect(world.events.filter(({ kind }) => kind === 'state').map(({ reading }) => reading.state)).toEqual([
    'off',
    'on',
  ])
})

test('a plug that is let go is left alone at once, also in the middle of a hanging request', async () => {
  await open()
  const [plug] = world.emulators
  plug?.inject({ kind: 'hang' })
  const command = world.keeper().switchTo({ on: true })
  await world.advance(100)
  world.fleet.own([])
  await expect(command).rejects.toBeInstanceOf(Superseded)
  const { length } = world.events
  plug?.clearFaults()
  plug?.clearLog()
  await world.advance(120_000)
  expect(plug?.log).toHaveLength(0)
  expect(plug?.sockets).toBe(0)
  expect(world.events).toHaveLength(length)
})
