import { afterEach, expect, test } from 'vitest'
import type { Emulator } from '../../bridge/emulator/emulator.ts'
import { eventually } from './support/real-bridge.ts'
import { openWorld, type World, type WorldOptions } from './support/world.ts'

let world: World
const open = async (options?: WorldOptions) => {
  world = await openWorld(options)
  return world.emulators[0] as Emulator
}
afterEach(() => world.close())

/** The disk writes in real time, so virtual hours are over before it is done. @param share of the true energy it may miss */
const energyOnDisk = (plug: Emulator, share: number): Promise<number> =>
  eventually(() => {
    const { energyMwh } = world.reading()
    return Math.abs(energyMwh - plug.energyMwh) < share * plug.energyMwh ? energyMwh : undefined
  })

test('a plug is read about every 10 s, in one exchange', async () => {
  const plug = await open()
  await world.advance(5_000)
  plug.clearLog()
  await world.advance(100_000)
  expect(plug.log).toHaveLength(10)
  expect(plug.log.every((entry) => entry.methods.length >= 3)).toBe(true)
})

test('no answer: old values with their age and the failure at first, unknown after 30 s, never off', async () => {
  const plug = await open()
  await world.switchTo(true)
  await plug.setReachable(false)
  await world.advance(25_000)
  expect(world.reading()).toMatchObject({ state: 'on', failure: { kind: 'refused' }, ageMs: 25_000 })
  await world.advance(6_000)
  expect(world.reading()).toMatchObject({ state: 'unknown', watts: null, since: world.clock.now() - 31_000 })
  expect(world.events.at(-1)).toMatchObject({ kind: 'state', reading: { state: 'unknown' } })
})

test('a method that fails costs its own value, not the reading', async () => {
  const plug = await open()
  await world.switchTo(true)
  plug.inject({ kind: 'error_code', code: -1003, method: 'get_energy_usage' })
  plug.clearLog()
  await world.advance(60_000)
  expect(world.reading()).toMatchObject({ state: 'on', todayWh: null, watts: expect.any(Number) })
  expect(plug.log.length).toBeLessThanOrEqual(7)
})

test('without its clock the plug answers, and the reading says what is missing', async () => {
  const plug = await open()
  plug.inject({ kind: 'error_code', code: -1601, method: 'get_energy_usage' })
  await world.advance(11_000)
  expect(world.reading()).toMatchObject({ state: 'off', failure: { kind: 'clock_unset' } })
})

test('watts come with fractions from the milliwatts, and in whole watts when only those are told', async () => {
  const plug = await open({ plugs: [{ load: 'laser' }] })
  await world.switchTo(true)
  expect(world.reading().watts).toBeCloseTo(plug.watts, 1)
  plug.inject({ kind: 'error_code', code: -1002, method: 'get_energy_usage' })
  await world.advance(11_000)
  expect(Math.abs((world.reading().watts ?? 0) - plug.watts)).toBeLessThanOrEqual(1)
})

test('an overheated plug says so', async () => {
  const plug = await open()
  plug.overheat()
  await world.advance(11_000)
  expect(world.reading()).toMatchObject({ overheated: true, state: 'off' })
})

test('load steps are told, noise is not', async () => {
  await open({ plugs: [{ load: 'print' }] })
  await world.switchTo(true)
  await world.advance(600_000)
  const steps = world.events.filter(({ kind }) => kind === 'load')
  expect(steps.length).toBeGreaterThan(0)
  expect(steps.length).toBeLessThan(30)
})

test('the settings a reservation relies on are brought into place: off after mains loss, no auto-off', async () => {
  const plug = await open()
  const settings = await world.clock.until(world.keeper().selfTest())
  expect(settings.items.find((item) => item.name === 'settings')?.message.en).toBe(
    'Settings that should differ: automatic firmware update.',
  )
  expect(world.log()).toContain('"name":"after_mains_loss","outcome":"changed","value":"off"')
  await world.switchTo(true)
  await plug.powerCycle()
  expect(plug.relay).toBe(false)
})

test('integrated energy follows the true energy within 2 %, and survives a restart of the bridge', async () => {
  const plug = await open({ plugs: [{ load: 'print' }] })
  await world.switchTo(true)
  await world.advance(30 * 60_000)
  const before = await energyOnDisk(plug, 0.02)
  await world.restartBridge()
  expect(world.reading().energyMwh).toBeGreaterThanOrEqual(before)
  await world.advance(30 * 60_000)
  expect(await energyOnDisk(plug, 0.02)).toBeGreaterThan(before)
})

test('energy that flowed while the plug was out of reach is taken from its counter', async () => {
  const plug = await open({ plugs: [{ load: 'print' }] })
  await world.switchTo(true)
  await world.advance(10 * 60_000)
  await plug.setReachable(false)
  await world.advance(60 * 60_000)
  await plug.setReachable(true)
  await world.advance(5 * 60_000)
  expect(world.reading().state).toBe('on')
  await energyOnDisk(plug, 0.03)
})

test('off by the button on the case is told apart from everything else that ends in off', async () => {
  const plug = await open()
  await world.switchTo(true, 3_600)
  expect(world.reading().offByHand).toBe(false)
  plug.pressButton()
  await world.advance(11_000)
  expect(world.reading()).toMatchObject({ state: 'off', offByHand: true })
  await world.advance(60_000)
  expect(world.reading().offByHand).toBe(true)

  plug.pressButton()
  await world.advance(11_000)
  expect(world.reading()).toMatchObject({ state: 'on', offByHand: false })
  expect(await world.switchTo(false)).toMatchObject({ state: 'off', offByHand: false })

  await world.switchTo(true, 120)
  await world.advance(140_000)
  expect(world.reading()).toMatchObject({ state: 'off', offByHand: false })

  await world.switchTo(true)
  await plug.powerCycle(3_000)
  await world.advance(90_000)
  expect(world.reading()).toMatchObject({ state: 'off', offByHand: false })
})

test('what happened while a plug could not be seen is not taken for the button: it may have lost its mains', async () => {
  const plug = await open()
  await world.switchTo(true)
  await plug.setReachable(false)
  await world.advance(20_000)
  plug.pressButton()
  await world.advance(20_000)
  await plug.setReachable(true)
  await world.advance(70_000)
  expect(world.reading()).toMatchObject({ state: 'off', offByHand: false })
})
