/** The emulator against the protocol's facts: tapo-p110.md §2.1, §2.2 and §2.4. */
import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../../bridge/emulator/emulator.ts'
import { authHash, clientProof, deriveKeys, plugProof, seal, unseal } from '../../bridge/emulator/klap.ts'
import { connect, type KlapClient, rawRequest } from './klap-client.ts'

const ACCOUNT = { username: 'demo@myp.local', password: 'emulated-plug' }
let plug: Emulator

beforeEach(async () => {
  plug = await startEmulator(ACCOUNT)
})
afterEach(() => plug.stop())

describe('the known-answer vector', () => {
  const local = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
  const remote = Buffer.from('101112131415161718191a1b1c1d1e1f', 'hex')
  const auth = authHash('user@example.com', 'secret')
  const keys = deriveKeys(local, remote, auth)
  const body =
    '81da24b0a1db4c9ec2fd895b347d416921d7f7a822457b501a52072e5f9acebf' +
    '1119b459358000bec16c976ef226a249c491bf18064c9319a51d85792116a683'

  test('hashes, keys and the first sequence number are as published', () => {
    expect(auth.toString('hex')).toBe('b039216532fc844e9ae0cc8fe3ea911c9ba09c641bb96a3e1f776d93f7b5ae9b')
    expect(plugProof(local, remote, auth).toString('hex')).toBe(
      '8ed3b905e654fbee23900d0244156a33029c025b71b03bfcc601eff33aaebb70',
    )
    expect(clientProof(local, remote, auth).toString('hex')).toBe(
      '1e590e7a4dc128da48ed17e06fe23ddb6ec646bb6da2eb00708d590f194201d7',
    )
    expect(keys.key.toString('hex')).toBe('35dcf29cd535ce140a239c67f641d395')
    expect(keys.ivPrefix.toString('hex')).toBe('863e09a70667472d3fa152a4')
    expect(keys.firstSequence).toBe(-903_964_344)
    expect(keys.signatureKey.toString('hex')).toBe('777443e2fdd5cb21052633a60e830f44c8654b3a701f449231ed11fa')
  })

  test('a message is sealed and opened byte for byte', () => {
    const text = '{"method":"get_device_info"}'
    expect(seal(keys, -903_964_343, text).toString('hex')).toBe(body)
    expect(unseal(keys, -903_964_343, Buffer.from(body, 'hex'))).toBe(text)
  })

  test('a message with one wrong bit or another number is not opened', () => {
    const wrong = Buffer.from(body, 'hex')
    wrong.writeUInt8(wrong.readUInt8(40) ^ 1, 40)
    expect(unseal(keys, -903_964_343, wrong)).toBeUndefined()
    expect(unseal(keys, -903_964_342, Buffer.from(body, 'hex'))).toBeUndefined()
  })
})

describe('the handshake', () => {
  test('answers with 48 bytes and one cookie with its timeout behind a semicolon without a space', async () => {
    const answer = await rawRequest(plug.address, '/app/handshake1', { body: Buffer.alloc(16, 7) })
    expect(answer.status).toBe(200)
    expect(answer.body).toHaveLength(48)
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^TP_SESSIONID=[0-9A-F]{32};TIMEOUT=86400$/),
    ])
  })

  test('gives away a wrong password only by another hash, and refuses its proof', async () => {
    await expect(connect(plug.address, { ...ACCOUNT, password: 'wrong' })).rejects.toThrow('wrong password')
    const first = await rawRequest(plug.address, '/app/handshake1', { body: Buffer.alloc(16) })
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const second = await rawRequest(plug.address, '/app/handshake2', {
      body: Buffer.alloc(32),
      headers: { cookie },
    })
    expect(second.status).toBe(403)
  })

  test('knows the e-mail by its exact letters', async () => {
    await expect(connect(plug.address, { ...ACCOUNT, username: 'Demo@myp.local' })).rejects.toThrow(
      'wrong password',
    )
  })

  test('of another client ends the session before', async () => {
    const first = await connect(plug.address, ACCOUNT)
    const second = await connect(plug.address, ACCOUNT)
    await expect(first.call('get_device_info')).rejects.toThrow('HTTP 403')
    expect((await second.call('get_device_info')).error_code).toBe(0)
  })
})

describe('the web server', () => {
  test('calls itself SHIP 2.0 and says how long each answer is', async () => {
    const answer = await rawRequest(plug.address, '/', { verb: 'GET' })
    expect(answer.body.toString()).toBe('<html><body><center>200 OK</center></body></html>')
    expect(answer.rawHeaders).toEqual([
      'Server',
      'SHIP 2.0',
      'Content-Type',
      'text/html',
      'Content-Length',
      '49',
    ])
  })

  test('tells a client of the old protocol that KLAP is wanted', async () => {
    const answer = await rawRequest(plug.address, '/app', { body: '{"method":"handshake"}' })
    expect([answer.status, answer.body.toString()]).toEqual([200, '{"error_code":1003}'])
  })

  test.each([
    ['an unknown path', '/nowhere', {}, 404],
    ['a body of over 4 KB', '/app/handshake1', { body: Buffer.alloc(4_097) }, 400],
    ['a seed of the wrong length', '/app/handshake1', { body: Buffer.alloc(15) }, 400],
    ['a request without a session', '/app/request?seq=1', { body: Buffer.alloc(48) }, 403],
  ] as const)('refuses %s', async (_, path, options, status) => {
    expect((await rawRequest(plug.address, path, options)).status).toBe(status)
  })

  test.each([
    ['chunked', { 'Transfer-Encoding': 'chunked' }],
    ['of unknown length', {}],
  ])('fails at a body that is %s', async (_, headers) => {
    const options = { body: Buffer.alloc(16), headers, withoutLength: true }
    expect((await rawRequest(plug.address, '/app/handshake1', options)).status).toBe(500)
  })

  test('stumbles over a header without a value and shows its page', async () => {
    const answer = await rawRequest(plug.address, '/app/handshake1', {
      body: Buffer.alloc(16),
      headers: { cookie: '' },
    })
    expect([answer.status, answer.body.toString()]).toEqual([200, expect.stringContaining('200 OK')])
  })
})

describe('a request', () => {
  let client: KlapClient
  beforeEach(async () => {
    client = await connect(plug.address, ACCOUNT)
  })
  const sealed = (sequence: number) => client.seal('{"method":"get_device_info"}', sequence)

  test("with a number used before, a smaller one or somebody else's signature gets 403", async () => {
    await client.call('get_device_info')
    const used = client.sequence
    expect((await client.post(sealed(used), used)).status).toBe(403)
    expect((await client.post(sealed(used - 1), used - 1)).status).toBe(403)
    expect((await client.post(sealed(used + 1), used + 2)).status).toBe(403)
    expect((await client.call('get_device_info')).error_code).toBe(0)
  })

  test.each([
    ['an unknown method', 'get_coffee', undefined, -1002],
    ['params that are null', 'get_device_info', null, -1008],
    ['params of the wrong type', 'set_device_info', { device_on: 'yes' }, -1008],
  ])('for %s gets its error code inside the sealed answer', async (_, method, params, code) => {
    expect(await client.call(method, params)).toEqual({ error_code: code })
  })

  test('that is no JSON gets -1003', async () => {
    const sequence = client.sequence + 1
    const answer = await client.post(client.seal('{', sequence), sequence)
    expect(answer.status).toBe(200)
  })

  test('for several methods is answered in order up to the first that fails', async () => {
    const requests = ['get_device_time', 'get_coffee', 'get_device_info'].map((method) => ({ method }))
    const { responses } = await client.result('multipleRequest', { requests })
    expect(responses).toEqual([
      { method: 'get_device_time', result: expect.anything(), error_code: 0 },
      { method: 'get_coffee', error_code: -1002 },
    ])
  })

  test('switches the relay, and the plug says so', async () => {
    expect(await client.call('set_device_info', { device_on: true })).toEqual({ error_code: 0 })
    expect(plug.relay).toBe(true)
    expect((await client.result('get_device_info')).device_on).toBe(true)
  })
})

describe('the library of the bridge', () => {
  const { loginDeviceByIp } = createRequire(import.meta.url)('tp-link-tapo-connect/dist/klap-transport.js')
  const signIn = (password = ACCOUNT.password) => loginDeviceByIp(ACCOUNT.username, password, plug.address)

  test('switches and reads the plug', async () => {
    const device = await signIn()
    await device.turnOn()
    expect(plug.relay).toBe(true)
    expect(await device.getDeviceInfo()).toMatchObject({
      device_on: true,
      model: 'P110',
      nickname: 'Steckdose 1',
    })
    await device.turnOff()
    expect(plug.relay).toBe(false)
  })

  test('finds a wrong password by itself', async () => {
    await expect(signIn('wrong')).rejects.toThrow('email or password incorrect')
  })

  test('corrupts answers when it is called twice at once, and the plug sees that it was', async () => {
    const slow = await startEmulator({ ...ACCOUNT, latencyMs: 20 })
    const device = await loginDeviceByIp(ACCOUNT.username, ACCOUNT.password, slow.address)
    expect(slow.mostInFlight).toBe(1)
    const calls = [device.getEnergyUsage(), device.getEnergyUsage(), device.getEnergyUsage()]
    const answers = await Promise.allSettled(calls)
    expect(slow.mostInFlight).toBeGreaterThan(1)
    const isWhole = (answer: PromiseSettledResult<object>): boolean =>
      answer.status === 'fulfilled' && 'current_power' in answer.value
    expect(answers.every(isWhole)).toBe(false)
    await slow.stop()
  })
})
