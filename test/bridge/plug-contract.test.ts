/**
 * What every plug must do, whatever its make: run on both firmware profiles of the emulator, and, with
 * TAPO_HOST, TAPO_USER and TAPO_PASSWORD set, on a real plug, which is switched on and off by it.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../bridge/emulator/emulator.ts'
import { createMetrics } from '../../bridge/metrics.ts'
import { type Plug, PlugRefused, PlugUnreachable } from '../../bridge/plug.ts'
import { createTapoPlug } from '../../bridge/tapo/tapo-plug.ts'
import { realClock } from './support/real-bridge.ts'
import { account } from './support/world.ts'

type Stage = { address: string; account: typeof account; close: () => Promise<void> }

const onEmulator = (profile: 'fw-1.3' | 'fw-1.4.6') => async (): Promise<Stage> => {
  const plug = await startEmulator({ ...account, profile })
  return { address: plug.address, account, close: plug.stop }
}
const { TAPO_HOST: realAddress, TAPO_USER: username = '', TAPO_PASSWORD: password = '' } = process.env
const stages: [string, () => Promise<Stage>][] = [
  ['emulated, firmware 1.3', onEmulator('fw-1.3')],
  ['emulated, firmware 1.4.6', onEmulator('fw-1.4.6')],
]
if (realAddress) {
  const real = { address: realAddress, account: { username, password }, close: async () => undefined }
  stages.push([`real, at ${realAddress}`, async () => real])
}

const signal = () => AbortSignal.timeout(20_000)
const driverFor = (address: string, owner: typeof account): Plug =>
  createTapoPlug({
    address,
    account: owner,
    clock: realClock,
    metrics: createMetrics(),
    timeZone: 'Europe/Berlin',
    led: undefined,
    wake: async () => false,
  })

describe.each(stages)('%s', (_, open) => {
  let stage: Stage
  let plug: Plug
  beforeEach(async () => {
    stage = await open()
    plug = driverFor(stage.address, stage.account)
  })
  afterEach(async () => {
    plug.close()
    await stage.close()
  })

  test('it tells its relay, load, model, MAC, firmware and reception', async () => {
    expect(await plug.read(signal())).toMatchObject({
      on: expect.any(Boolean),
      watts: expect.any(Number),
      model: expect.stringContaining('P110'),
      mac: expect.stringMatching(/^([0-9A-F]{2}-){5}[0-9A-F]{2}$/),
      firmware: expect.stringMatching(/^\d+\.\d+\.\d+/),
      rssi: expect.any(Number),
    })
  })

  test('it does what it is told, and says so when asked', async () => {
    for (const on of [true, false, false, true, false]) {
      await plug.setRelay(on, signal())
      expect((await plug.read(signal())).on).toBe(on)
    }
  })

  test('its clock can be set, and then is right', async () => {
    await plug.clock?.agree(signal())
    const again = await plug.clock?.agree(signal())
    expect(again?.wasSet).toBe(false)
    expect(Math.abs(again?.wasAheadMs ?? Number.NaN)).toBeLessThan(60_000)
  })

  test('its countdown can be armed, replaced, read back and taken away', async () => {
    await plug.clock?.agree(signal())
    for (const seconds of [600, 7_200]) {
      await plug.countdown?.arm(seconds, signal())
      const remaining = (await plug.countdown?.remainingSeconds(signal())) ?? 0
      expect(remaining).toBeGreaterThan(seconds - 30)
      expect(remaining).toBeLessThanOrEqual(seconds)
    }
    await plug.countdown?.disarm(signal())
    expect(await plug.countdown?.remainingSeconds(signal())).toBeNull()
  })

  test('its settings are as a workshop needs them, and stay', async () => {
    await plug.provision?.(signal())
    for (const setting of (await plug.provision?.(signal())) ?? [])
      expect(['kept', 'reported', 'unsupported']).toContain(setting.outcome)
  })

  test('one connection serves many requests', async () => {
    for (let count = 0; count < 5; count += 1) await plug.read(signal())
    expect(plug.connection()).toBe(1)
  })

  test('a wrong password is refused, nobody answering is unreachable', async () => {
    const stranger = driverFor(stage.address, { ...stage.account, password: `${stage.account.password}x` })
    await expect(stranger.read(signal())).rejects.toBeInstanceOf(PlugRefused)
    const nobody = driverFor('127.0.0.1:9', stage.account)
    await expect(nobody.read(signal())).rejects.toBeInstanceOf(PlugUnreachable)
  })
})
