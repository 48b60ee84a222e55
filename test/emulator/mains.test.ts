/** What mains loss, lost Wi-Fi and the discovery probe do to a plug of either firmware: tapo-p110.md §3. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startDiscovery } from '../../bridge/emulator/discovery.ts'
import { startEmulator } from '../../bridge/emulator/emulator.ts'
import { PROBE_TEXT, probe, probePacket } from './discovery-client.ts'
import { connect, rawRequest } from './klap-client.ts'
import { ACCOUNT, type Bench, HOUR, MINUTE, SECOND, startBench, switchTo } from './settled-plug.ts'

let bench: Bench
const firmwares = ['fw-1.3', 'fw-1.4.6'] as const
const start = async (profile: (typeof firmwares)[number]): Promise<void> => {
  bench = await startBench({ profile, udpPort: 0 })
}
afterEach(() => bench.plug.stop())

const wake = () => probe({ address: '127.0.0.1', port: bench.plug.udpPort ?? 0 }, [probePacket(1)])
const knock = () => rawRequest(bench.plug.address, '/', { verb: 'GET' })
const info = async () => (await connect(bench.plug.address, ACCOUNT)).result('get_device_info')

describe.each(firmwares)('after mains loss %s', (profile) => {
  test('has forgotten sessions, clock and countdown, and keeps settings and energy', async () => {
    await start(profile)
    await switchTo(bench.client, true)
    await bench.client.result('set_auto_off_config', { delay_min: 600, enable: true })
    const rule = { delay: 7_200, desired_states: { on: false }, enable: true }
    await bench.client.result('add_countdown_rule', rule)
    bench.clock.advance(HOUR)
    const before = bench.plug.energyMwh
    await bench.plug.powerCycle()
    await wake()
    await expect(bench.client.call('get_device_info')).rejects.toThrow('403')
    const client = await connect(bench.plug.address, ACCOUNT)
    expect((await client.result('get_device_time')).timestamp).toBe(Date.UTC(2000, 0, 1) / 1000)
    await client.result('set_device_time', { timestamp: bench.clock.now() / 1000, time_diff: 60 })
    expect((await client.result('get_countdown_rules')).rule_list).toEqual([])
    expect(await client.result('get_auto_off_config')).toEqual({ delay_min: 600, enable: true })
    expect(bench.plug.energyMwh).toBe(before)
  })

  test.each([
    ['as it was', { type: 'last_states' }, true, true],
    ['off', { type: 'custom', state: { on: false } }, true, false],
    ['on', { type: 'custom', state: { on: true } }, false, true],
  ])('comes back %s when it was told to', async (_, default_states, before, after) => {
    await start(profile)
    await bench.client.result('set_device_info', { default_states, device_on: before })
    bench.clock.advance(MINUTE)
    await bench.plug.powerCycle()
    await wake()
    expect(await info()).toMatchObject({ device_on: after, on_time: 0 })
  })

  test('uses nothing and hears nothing until the mains are back', async () => {
    await start(profile)
    await switchTo(bench.client, true)
    await bench.plug.powerCycle(10 * MINUTE)
    bench.clock.advance(9 * MINUTE)
    expect(bench.plug.relay).toBe(false)
    expect(bench.plug.energyMwh).toBe(0)
    expect(await bench.plug.probe()).toBeUndefined()
    await expect(knock()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    bench.clock.advance(MINUTE)
    expect(bench.plug.relay).toBe(true)
    await wake()
    expect(await info()).toMatchObject({ device_on: true })
  })
})

describe('firmware 1.4.6', () => {
  test('keeps its port closed after mains loss until a probe comes', async () => {
    await start('fw-1.4.6')
    await bench.plug.powerCycle()
    await expect(knock()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    bench.clock.advance(499 * SECOND)
    await expect(knock()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await wake()
    expect((await knock()).status).toBe(200)
  })

  test('opens its port by itself after eight minutes', async () => {
    await start('fw-1.4.6')
    await bench.plug.powerCycle()
    bench.clock.advance(500 * SECOND)
    await vi.waitFor(() => expect(bench.plug.isOpen).toBe(true), 5_000)
    expect((await knock()).status).toBe(200)
  })

  test('shuts out third-party clients when told so, and says by TPAP and UDP why', async () => {
    await start('fw-1.4.6')
    const ask = async () => {
      const body = '{"method":"login","params":{"sub_method":"discover"}}'
      const answer = await rawRequest(bench.plug.address, '/', { body })
      return JSON.parse(answer.body.toString())
    }
    expect(await ask()).toEqual({ result: { sub_method: 'discover', tpap_preferred: false }, error_code: 0 })
    bench.plug.setThirdParty(false)
    await expect(connect(bench.plug.address, ACCOUNT)).rejects.toThrow('403')
    expect((await ask()).result.tpap).toMatchObject({ tls: 0, port: 80 })
    expect(await bench.plug.probe()).toMatchObject({ mgt_encrypt_schm: { encrypt_type: 'TPAP' } })
    bench.plug.setThirdParty(true)
    await expect(connect(bench.plug.address, ACCOUNT)).resolves.toBeDefined()
  })
})

test('firmware 1.3 is back at once', async () => {
  await start('fw-1.3')
  await bench.plug.powerCycle()
  expect((await knock()).status).toBe(200)
})

test('a plug out of reach refuses connections, hears no probe, and its machine goes on', async () => {
  await start('fw-1.3')
  await switchTo(bench.client, true)
  await bench.plug.setReachable(false)
  await expect(knock()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  expect(await bench.plug.probe()).toBeUndefined()
  bench.clock.advance(MINUTE)
  await bench.plug.setReachable(true)
  expect(bench.plug.energyMwh).toBeGreaterThan(3_000)
  expect(await bench.client.result('get_device_info')).toMatchObject({ device_on: true, on_time: 60 })
})

describe('discovery', () => {
  test('answers a probe with who the plug is, in the frame of the probe', async () => {
    await start('fw-1.3')
    const [answer] = await probe({ address: '127.0.0.1', port: bench.plug.udpPort ?? 0 }, [
      probePacket(0xfeedbeef),
    ])
    const text = answer?.toString('utf8', 16) ?? ''
    expect(answer?.equals(probePacket(0xfeedbeef, text))).toBe(true)
    const { mac, device_id } = await bench.client.result('get_device_info')
    expect(JSON.parse(text)).toEqual({
      result: {
        device_id: String(device_id).toLowerCase(),
        owner: expect.stringMatching(/^[0-9A-F]{32}$/),
        device_type: 'SMART.TAPOPLUG',
        device_model: 'P110(EU)',
        ip: '127.0.0.1',
        mac,
        is_support_iot_cloud: true,
        obd_src: 'tplink',
        factory_default: false,
        mgt_encrypt_schm: {
          is_support_https: false,
          encrypt_type: 'KLAP',
          http_port: bench.plug.port,
          lv: 2,
        },
      },
      error_code: 0,
    })
  })

  test('answers only to a whole probe with a good checksum and a key', async () => {
    await start('fw-1.3')
    const wrongSum = probePacket(1)
    wrongSum.writeUInt8(wrongSum.readUInt8(15) ^ 1, 15)
    const bad = [Buffer.from('hello'), wrongSum, probePacket(2, '{}'), probePacket(3, 'no JSON')]
    const to = { address: '127.0.0.1', port: bench.plug.udpPort ?? 0 }
    // Loopback keeps the order: an answer to one of the bad ones would come first.
    const [answer] = await probe(to, [...bad, probePacket(4, PROBE_TEXT)])
    expect(answer?.readUInt32BE(8)).toBe(4)
  })

  test("on one port answers for every plug, to the subnet's broadcast as well", async () => {
    await start('fw-1.3')
    const other = await startEmulator({ ...ACCOUNT, seed: 2 })
    const discovery = await startDiscovery({ host: '127.0.0.1', port: 0, plugs: [bench.plug, other] })
    const to = { address: '127.255.255.255', port: discovery.port }
    const answers = await probe(to, [probePacket(9)], 2)
    const ports = answers.map(
      (packet) => JSON.parse(packet.toString('utf8', 16)).result.mgt_encrypt_schm.http_port,
    )
    expect(ports).toEqual([bench.plug.port, other.port])
    await discovery.close()
    await other.stop()
  })
})
