/** The control port: the world's hands on the plugs, for people and for tests in other processes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Control, startControl } from '../../bridge/emulator/control.ts'
import { type Bench, startBench } from './settled-plug.ts'

let bench: Bench
let control: Control
beforeEach(async () => {
  bench = await startBench()
  control = await startControl({ port: 0, plugs: [bench.plug] })
})
afterEach(async () => {
  await control.close()
  await bench.plug.stop()
})

const get = async (path: string): Promise<unknown> =>
  (await fetch(`http://127.0.0.1:${control.port}${path}`)).json()
const post = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${control.port}${path}`, { method: 'POST', body: JSON.stringify(body), headers })

test('shows each plug with what it does now', async () => {
  expect(await get('/plugs')).toEqual({
    plugs: [
      {
        plug: 1,
        address: bench.plug.address,
        mac: expect.stringMatching(/^48-22-54/),
        profile: 'fw-1.3',
        open: true,
        relay: false,
        phase: 'off',
        watts: 0,
        energyWh: 0,
        faults: [],
      },
    ],
  })
})

test('presses the button, and answers with the plug as it is then', async () => {
  expect(await (await post('/plugs/1/press')).json()).toMatchObject({ relay: true, phase: 'heat-up' })
})

test('injects a fault, shows it and clears it', async () => {
  await post('/plugs/1/inject', { kind: 'forbidden', stage: 'request' })
  await expect(bench.client.call('get_device_info')).rejects.toThrow('403')
  expect(await get('/plugs/1')).toMatchObject({ faults: [{ kind: 'forbidden', stage: 'request' }] })
  await post('/plugs/1/clear')
  expect((await bench.client.call('get_device_info')).error_code).toBe(0)
})

test.each([
  ['load', { profile: { phases: [{ name: 'lamp', watts: 40 }] } }, async () => bench.plug.watts, 40],
  ['reachable', { reachable: false }, async () => bench.plug.isOpen, false],
  ['clock', { offsetMs: 60_000 }, () => timestamp(), 1_795_424_460],
  ['cloud', { connected: false }, async () => bench.plug.device.state.cloudStatus, 1],
  [
    'third-party',
    { allowed: false },
    async () => (await bench.plug.probe())?.mgt_encrypt_schm,
    { encrypt_type: 'TPAP' },
  ],
  ['overheat', {}, async () => bench.plug.device.state.heat.status, 'overheated'],
  ['relay-stuck', { stuck: true }, async () => bench.plug.device.relayStuck, true],
])('%s does what it says', async (name, body, look, expected) => {
  bench.plug.pressButton()
  expect((await post(`/plugs/1/${name}`, body)).status).toBe(200)
  const seen = await look()
  if (typeof expected === 'object') expect(seen).toMatchObject(expected)
  else expect(seen).toBe(expected)
})

const timestamp = async () => (await bench.client.result('get_device_time')).timestamp

test.each(['steal-session', 'power-cycle'])('%s ends the session', async (name) => {
  expect((await post(`/plugs/1/${name}`)).status).toBe(200)
  await expect(bench.client.call('get_device_info')).rejects.toThrow('403')
})

test('lists what clients asked', async () => {
  await bench.client.call('multipleRequest', { requests: [{ method: 'get_device_info' }] })
  expect(await get('/plugs/1/log')).toMatchObject({
    requests: [
      { path: '/app/handshake1' },
      { path: '/app/handshake2' },
      { path: '/app/request', methods: ['multipleRequest', 'get_device_info'], status: 200 },
    ],
  })
})

describe('refuses', () => {
  test.each([
    ['a plug that is not there', '/plugs/2/press', {}, 404],
    ['an unknown action', '/plugs/1/explode', {}, 404],
    ['an unknown fault', '/plugs/1/inject', { kind: 'rust' }, 422],
    ['an unknown field', '/plugs/1/power-cycle', { offSeconds: 3 }, 422],
    ['a body that is too long', '/plugs/1/load', { profile: 'x'.repeat(70_000) }, 413],
  ])('%s', async (_, path, body, status) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual({ error: expect.any(String) })
  })

  test('a page in a browser', async () => {
    const answer = await post('/plugs/1/press', {}, { origin: 'https://example.org' })
    expect(answer.status).toBe(403)
    expect(bench.plug.relay).toBe(false)
  })
})
