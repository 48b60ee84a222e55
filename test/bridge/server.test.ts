import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../../bridge/emulator/emulator.ts'
import { BridgeProblem, PlugReading, ReadingsAnswer, SelfTestAnswer } from '../../bridge/protocol.ts'
import { bridgeSecret, eventually, openBridge, type RealBridge, tokenFor } from './support/real-bridge.ts'
import { account } from './support/world.ts'

let bridge: RealBridge
let plug: Emulator
beforeEach(async () => {
  plug = await startEmulator(account)
  bridge = await openBridge()
})
afterEach(async () => {
  await bridge.stop()
  await plug.stop()
})

const owned = () => ({ items: [{ id: 'p1', driver: 'tapo', address: plug.address }] })
const readings = async () => ReadingsAnswer.parse((await bridge.call('GET', '/plugs')).body).items
const ownPlug = async () => {
  await bridge.call('PUT', '/plugs', owned())
  return eventually(async () => (await readings()).find((reading) => reading.state !== 'unknown'))
}

describe('who may call', () => {
  const paths = [
    ['GET', '/plugs'],
    ['PUT', '/plugs'],
    ['POST', '/plugs/p1/switch'],
    ['POST', '/plugs/p1/check'],
    ['POST', '/discover'],
    ['GET', '/nothing'],
  ] as const
  const now = () => Math.floor(Date.now() / 1000)
  const tokens: Record<string, () => Promise<string | undefined> | undefined> = {
    'no token': () => undefined,
    'another secret': () => tokenFor({}, `${bridgeSecret}x`),
    'another audience': () => tokenFor({ aud: 'worker' }),
    'an expired token': () => tokenFor({ exp: now() - 60 }),
    'a token without an end': () => tokenFor({ exp: undefined }),
    'a token that lives too long': () => tokenFor({ exp: now() + 3_600 }),
    'no token at all': async () => 'a.b.c',
    'an unsigned token': async () =>
      `${btoa('{"alg":"none"}')}.${btoa(`{"aud":"bridge","exp":${now() + 60}}`)}.`.replaceAll('=', ''),
  }
  test.each(Object.keys(tokens))('%s: 401, and nothing happens', async (name) => {
    const token = await tokens[name]?.()
    for (const [method, path] of paths) {
      const answer = await fetch(`${bridge.url}${path}`, {
        method,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        ...(method === 'GET' ? {} : { body: JSON.stringify(owned()) }),
      })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(BridgeProblem.parse(await answer.json()).code).toBe('unauthenticated')
    }
    expect(await readings()).toEqual([])
  })

  test('health and metrics need no token on this machine', async () => {
    expect(await (await fetch(`${bridge.url}/health`)).json()).toEqual({
      status: 'ok',
      version: '1.2.3',
      plugs: 0,
    })
    expect(await (await fetch(`${bridge.url}/metrics`)).text()).toContain(
      'myp_bridge_request_seconds_count 0',
    )
  })
})

describe('what is refused', () => {
  test.each([
    ['no JSON', 'PUT', '/plugs', 'oops', 422, 'invalid_input'],
    ['an unknown field', 'PUT', '/plugs', { items: [], more: 1 }, 422, 'invalid_input'],
    [
      'an address with a path',
      'PUT',
      '/plugs',
      { items: [{ id: 'a', driver: 'tapo', address: '10.0.0.1/x' }] },
      422,
      'invalid_input',
    ],
    [
      'another make',
      'PUT',
      '/plugs',
      { items: [{ id: 'a', driver: 'shelly', address: '10.0.0.1' }] },
      422,
      'invalid_input',
    ],
    ['a body over 64 KiB', 'PUT', '/plugs', ' '.repeat(2_000_000), 413, 'payload_too_large'],
    ['a plug that is not owned', 'POST', '/plugs/p9/switch', { on: true }, 404, 'not_found'],
    ['a switch without a state', 'POST', '/plugs/p9/switch', {}, 422, 'invalid_input'],
    [
      'a countdown over a day',
      'POST',
      '/plugs/p9/switch',
      { on: true, offAfterSeconds: 86_401 },
      422,
      'invalid_input',
    ],
    ['a path that is none', 'GET', '/plugs/p9', undefined, 404, 'not_found'],
    ['a path that can not be decoded', 'POST', '/plugs/%ff/check', undefined, 404, 'not_found'],
  ])('%s', async (_, method, path, body, status, code) => {
    const answer = await bridge.call(method, path, body)
    expect(answer.status).toBe(status)
    expect(BridgeProblem.parse(answer.body)).toMatchObject({ status, code })
  })

  test('two plugs with one address, or one id', async () => {
    await ownPlug()
    const [item] = owned().items
    for (const twin of [
      { ...item, id: 'p2' },
      { ...item, address: '10.0.0.1' },
    ]) {
      const answer = await bridge.call('PUT', '/plugs', { items: [item, twin] })
      expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } })
    }
    expect(await readings()).toHaveLength(1)
  })
})

test('a plug is owned, read, switched and let go over HTTP', async () => {
  await ownPlug()
  const on = await bridge.call('POST', '/plugs/p1/switch', { on: true, offAfterSeconds: 600 })
  expect(PlugReading.parse(on.body)).toMatchObject({ state: 'on', deadMan: 'armed' })
  expect(plug.relay).toBe(true)
  await bridge.call('PUT', '/plugs', { items: [] })
  expect(await readings()).toEqual([])
  expect(plug.relay).toBe(true)
})

test('owning the same list again keeps sessions and readings', async () => {
  const before = await ownPlug()
  plug.clearLog()
  await bridge.call('PUT', '/plugs', owned())
  expect((await readings())[0]?.at).toBe(before.at)
  expect(plug.log.some((entry) => entry.path === '/app/handshake1')).toBe(false)
})

test('a plug that fails is a 503 with an explanation', async () => {
  await ownPlug()
  plug.setRelayStuck(true)
  const answer = await bridge.call('POST', '/plugs/p1/switch', { on: true })
  expect(answer.status).toBe(503)
  expect(BridgeProblem.parse(answer.body)).toMatchObject({
    code: 'plug_unreachable',
    failure: { kind: 'not_switched' },
  })
})

test('readings are answered from memory, in under 5 ms in the median, while a plug hangs', async () => {
  await ownPlug()
  plug.inject({ kind: 'hang' })
  const token = await tokenFor()
  const times: number[] = []
  for (let round = 0; round < 51; round += 1) {
    const startedAt = performance.now()
    await (await fetch(`${bridge.url}/plugs`, { headers: { authorization: `Bearer ${token}` } })).text()
    times.push(performance.now() - startedAt)
  }
  expect(times.sort((a, b) => a - b)[25]).toBeLessThan(5)
})

test('the self-test says what is right and what to do about the rest', async () => {
  await ownPlug()
  const good = SelfTestAnswer.parse((await bridge.call('POST', '/plugs/p1/check')).body)
  const statusOf = (answer: SelfTestAnswer) =>
    Object.fromEntries(answer.items.map((item) => [item.name, item.status]))
  expect(statusOf(good)).toMatchObject({
    reachability: 'ok',
    credentials: 'ok',
    clock: 'ok',
    countdown: 'ok',
    energy: 'ok',
    firmware: 'ok',
  })
  expect(plug.relay).toBe(false)
  plug.overheat()
  plug.disturbClock({ unset: true })
  const bad = SelfTestAnswer.parse((await bridge.call('POST', '/plugs/p1/check')).body)
  expect(bad.status).toBe('failed')
  expect(statusOf(bad)).toMatchObject({ temperature: 'failed', clock: 'warning' })
  for (const item of bad.items) if (item.status !== 'ok') expect(item.advice?.de).toBeTruthy()
})

test('a port that is taken is an error that names itself, and leaves nothing running', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const { port } = taken.address() as { port: number }
  await expect(openBridge({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  taken.close()
})

test('the log names the request on whose behalf the bridge was called, and believes no id that is none', async () => {
  const ask = async (requestId: string) =>
    fetch(`${bridge.url}/plugs/p1/switch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenFor()}`, 'x-request-id': requestId },
      body: JSON.stringify({ on: true }),
    })
  await ask('request-of-the-gateway')
  await ask('x","level":"error')
  const calls = bridge
    .log()
    .split('\n')
    .filter((line) => line.includes('/plugs/p1/switch'))
    .map((line) => JSON.parse(line))
  expect(calls).toMatchObject([
    { requestId: 'request-of-the-gateway', method: 'POST', status: 404 },
    { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ])
})
