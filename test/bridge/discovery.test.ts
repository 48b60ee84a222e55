import { createSocket } from 'node:dgram'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Discovery as DiscoveryPort, startDiscovery } from '../../bridge/emulator/discovery.ts'
import { type Emulator, startEmulator } from '../../bridge/emulator/emulator.ts'
import { DiscoverAnswer } from '../../bridge/protocol.ts'
import { parseSubnet } from '../../bridge/subnet.ts'
import { createDiscovery } from '../../bridge/tapo/discovery.ts'
import { decodeAnswer, encodeProbe } from '../../bridge/tapo/discovery-frame.ts'
import { eventually, openBridge, realClock } from './support/real-bridge.ts'
import { account } from './support/world.ts'

let plugs: Emulator[]
let ear: DiscoveryPort
beforeEach(async () => {
  plugs = await Promise.all([
    startEmulator({ ...account, seed: 1 }),
    startEmulator({ ...account, seed: 2, profile: 'fw-1.4.6' }),
    startEmulator({ ...account, seed: 3, profile: 'fw-1.4.6', thirdParty: false }),
  ])
  ear = await startDiscovery({ host: '127.0.0.1', port: 0, plugs })
})
afterEach(async () => {
  await ear.close()
  await Promise.all(plugs.map((plug) => plug.stop()))
})

const never = new AbortController().signal
const subnet = parseSubnet('127.0.0.1/32')

test('a search finds each plug once, with model, MAC and what its firmware speaks', async () => {
  const bridge = await openBridge({ network: { subnet }, probe_port: ear.port })
  const first = plugs[0] as Emulator
  await bridge.call('PUT', '/plugs', { items: [{ id: 'mine', driver: 'tapo', address: first.address }] })
  await eventually(() => bridge.fleet.readings().find((reading) => reading.mac))
  const { items } = DiscoverAnswer.parse((await bridge.call('POST', '/discover')).body)
  await bridge.stop()
  expect(items).toHaveLength(3)
  expect(items.map(({ mac }) => mac).sort()).toEqual(plugs.map((plug) => plug.device.identity.mac).sort())
  expect(items.find((item) => item.address === first.address)).toMatchObject({
    plugId: 'mine',
    scheme: 'KLAP',
    supported: true,
  })
  expect(items.filter((item) => !item.supported)).toMatchObject([{ scheme: 'TPAP', plugId: null }])
})

test('a plug of firmware 1.4.6 sleeps after mains loss, and a knock opens its port', async () => {
  const sleeper = plugs[1] as Emulator
  await sleeper.powerCycle()
  expect(sleeper.isOpen).toBe(false)
  const discovery = createDiscovery({ clock: realClock, subnet: undefined, probePort: ear.port })
  expect(await discovery.wake(sleeper.address, never)).toBe(true)
  expect(sleeper.isOpen).toBe(true)
})

test('where nobody listens, a knock says so after two seconds', async () => {
  const discovery = createDiscovery({ clock: realClock, subnet: undefined, probePort: 9 })
  expect(await discovery.wake('127.0.0.1:80', never)).toBe(false)
})

test('without a subnet there is nothing to search', async () => {
  const discovery = createDiscovery({ clock: realClock, subnet: undefined, probePort: ear.port })
  expect(await discovery.search(never)).toEqual([])
})

test('a stranger on the port who answers nonsense is not taken for a plug', async () => {
  const stranger = createSocket('udp4')
  stranger.on('message', (_, from) => stranger.send('{"error_code":0}'.repeat(9), from.port, from.address))
  stranger.bind(0, '127.0.0.1')
  await new Promise((resolve) => stranger.once('listening', resolve))
  const discovery = createDiscovery({ clock: realClock, subnet, probePort: stranger.address().port })
  expect(await discovery.search(never)).toEqual([])
  stranger.close()
})

test('the probe is laid out as real plugs expect it', () => {
  const probe = encodeProbe('-----BEGIN PUBLIC KEY-----', 0x01020304)
  const payload = probe.subarray(16)
  const length = payload.length.toString(16).padStart(4, '0')
  expect(probe.subarray(0, 12).toString('hex')).toBe(`02000001${length}110001020304`)
  expect(JSON.parse(payload.toString())).toEqual({ params: { rsa_key: '-----BEGIN PUBLIC KEY-----' } })
  expect(decodeAnswer(probe)).toBeUndefined()
})
