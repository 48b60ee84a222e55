import { afterEach, expect, test } from 'vitest'
import type { Emulator } from '../../bridge/emulator/emulator.ts'
import { openWorld, type World, type WorldOptions } from './support/world.ts'

let world: World
const open = async (options?: WorldOptions) => {
  world = await openWorld(options)
  return world.emulators[0] as Emulator
}
afterEach(() => world.close())

test('the plug switches itself off when bridge and network are gone', async () => {
  const plug = await open()
  expect(await world.switchTo(true, 900)).toMatchObject({
    deadMan: 'armed',
    deadManOffAt: world.clock.now() + 900_000,
  })
  world.fleet.close()
  await world.advance(899_000)
  expect(plug.relay).toBe(true)
  await world.advance(2_000)
  expect(plug.relay).toBe(false)
})

test('when the end moves, the countdown is armed anew and the relay is not touched', async () => {
  const plug = await open()
  await world.switchTo(true, 900)
  plug.clearLog()
  expect(await world.switchTo(true, 3_600)).toMatchObject({ deadManOffAt: world.clock.now() + 3_600_000 })
  expect(plug.log.some((entry) => entry.methods.includes('set_device_info'))).toBe(false)
  await world.advance(1_000_000)
  expect(plug.relay).toBe(true)
})

test.each([true, false])('a command without a time (on: %s) leaves no countdown behind', async (on) => {
  const plug = await open()
  await world.switchTo(true, 900)
  expect(await world.switchTo(on)).toMatchObject({ deadMan: 'none', deadManOffAt: null })
  await world.switchTo(true)
  await world.advance(1_000_000)
  expect(plug.relay).toBe(true)
})

test('a plug that takes no countdown is switched all the same, and the reading says what is missing', async () => {
  const plug = await open()
  const heal = plug.inject({ kind: 'error_code', code: -1601, method: 'add_countdown_rule' })
  expect(await world.switchTo(true, 900)).toMatchObject({
    state: 'on',
    deadMan: 'failed',
    deadManReason: 'clock_unset',
  })
  heal()
  await world.advance(11_000)
  expect(world.reading()).toMatchObject({ deadMan: 'armed' })
  await world.advance(895_000)
  expect(plug.relay).toBe(false)
})

test('the clock is set before a countdown is armed', async () => {
  const plug = await open()
  await world.advance(5_000)
  plug.disturbClock({ unset: true })
  expect(await world.switchTo(true, 900)).toMatchObject({ deadMan: 'armed' })
})

test('a bridge that starts anew finds the countdown that runs', async () => {
  await open()
  await world.switchTo(true, 900)
  const { deadManOffAt } = world.reading()
  await world.advance(60_000)
  await world.restartBridge()
  expect(world.reading()).toMatchObject({ state: 'on', deadMan: 'armed' })
  expect(Math.abs((world.reading().deadManOffAt ?? 0) - (deadManOffAt ?? 0))).toBeLessThan(2_000)
})

test('a countdown that came to its end is none', async () => {
  await open()
  await world.switchTo(true, 60)
  await world.advance(75_000)
  expect(world.reading()).toMatchObject({ state: 'off', deadMan: 'none', deadManOffAt: null })
})

test('a plug that went on while its command seemed to fail gets its countdown all the same', async () => {
  const plug = await open()
  plug.inject({ kind: 'hang', afterEffect: true, method: 'set_device_info', times: 1 })
  plug.inject({ kind: 'hang', stage: 'handshake1', times: 2 })
  await expect(world.switchTo(true, 900)).rejects.toMatchObject({ kind: 'timeout' })
  expect(plug.relay).toBe(true)
  await world.advance(30_000)
  expect(world.reading()).toMatchObject({ state: 'on', deadMan: 'armed' })
})

test('a plug somebody switched off by hand keeps no countdown for the next person', async () => {
  const plug = await open()
  await world.switchTo(true, 900)
  plug.pressButton()
  await world.advance(12_000)
  expect(world.reading()).toMatchObject({ state: 'off', deadMan: 'none' })
  plug.pressButton()
  await world.advance(1_000_000)
  expect(plug.relay).toBe(true)
})
