/** Everything that can be made to go wrong looks on the wire as it does in the field: tapo-p110.md §3. */
import { Agent } from 'node:http'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connect, rawRequest } from './klap-client.ts'
import { ACCOUNT, type Bench, MINUTE, SECOND, startBench, switchTo } from './settled-plug.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(() => bench.plug.stop())

const isOn = async () => (await bench.client.result('get_device_info')).device_on
/** Settles when the plug has seen as many requests: the only sign of life of a request that hangs. */
const requestsSeen = (count: number) => vi.waitFor(() => expect(bench.plug.log.length).toBe(count), 5_000)

describe('a fault', () => {
  test('strikes as often as it was told to', async () => {
    bench.plug.inject({ kind: 'forbidden', times: 2 })
    await expect(bench.client.call('get_device_info')).rejects.toThrow('403')
    await expect(bench.client.call('get_device_info')).rejects.toThrow('403')
    expect((await bench.client.call('get_device_info')).error_code).toBe(0)
    expect(bench.plug.faults).toEqual([])
  })

  test('strikes until it is taken away', async () => {
    const end = bench.plug.inject({ kind: 'rate_limit' })
    await expect(bench.client.call('get_device_info')).rejects.toThrow('429')
    end()
    expect((await bench.client.call('get_device_info')).error_code).toBe(0)
  })

  test('strikes only at its stage', async () => {
    bench.plug.inject({ kind: 'forbidden', stage: 'handshake1' })
    expect((await bench.client.call('get_device_info')).error_code).toBe(0)
    await expect(connect(bench.plug.address, ACCOUNT)).rejects.toThrow('403')
  })

  test('strikes only its method, inside a multipleRequest too', async () => {
    bench.plug.inject({ kind: 'rate_limit', method: 'get_energy_usage' })
    expect((await bench.client.call('get_device_info')).error_code).toBe(0)
    const requests = [{ method: 'get_device_info' }, { method: 'get_energy_usage' }]
    await expect(bench.client.call('multipleRequest', { requests })).rejects.toThrow('429')
  })

  test('by chance falls the same way for the same seed', async () => {
    const fall = async () => {
      const other = await startBench({ seed: 9 })
      other.plug.inject({ kind: 'error_code', code: -1001, probability: 0.5 })
      const codes = []
      for (let index = 0; index < 20; index++)
        codes.push((await other.client.call('get_device_info')).error_code)
      await other.plug.stop()
      return codes
    }
    const codes = await fall()
    expect(new Set(codes)).toEqual(new Set([0, -1001]))
    expect(await fall()).toEqual(codes)
  })
})

describe('the connection', () => {
  test('hangs without carrying out the command', async () => {
    bench.plug.inject({ kind: 'hang', times: 1 })
    const seen = bench.plug.log.length
    const answer = switchTo(bench.client, true)
    await requestsSeen(seen + 1)
    expect(await isOn()).toBe(false)
    await Promise.all([expect(answer).rejects.toThrow(), bench.plug.stop()])
  })

  test('hangs after carrying out the command', async () => {
    bench.plug.inject({ kind: 'hang', times: 1, afterEffect: true })
    const seen = bench.plug.log.length
    const answer = switchTo(bench.client, true)
    await requestsSeen(seen + 1)
    expect(await isOn()).toBe(true)
    await Promise.all([expect(answer).rejects.toThrow(), bench.plug.stop()])
  })

  test('answers late by the clock', async () => {
    bench.plug.inject({ kind: 'slow', delayMs: 3 * SECOND, times: 1 })
    const seen = bench.plug.log.length
    const states: string[] = []
    const answer = switchTo(bench.client, true).then(() => states.push('answered'))
    await requestsSeen(seen + 1)
    bench.clock.advance(2_999)
    // Another request's whole way there and back: time enough for an answer that is not held back.
    expect(await isOn()).toBe(true)
    expect(states).toEqual([])
    bench.clock.advance(1)
    await answer
    expect(states).toEqual(['answered'])
  })

  test('is reset in the middle of the answer to a command that was carried out', async () => {
    bench.plug.inject({ kind: 'reset', times: 1 })
    await expect(switchTo(bench.client, true)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await isOn()).toBe(true)
  })

  test('is reset before the command is carried out', async () => {
    bench.plug.inject({ kind: 'reset_early', times: 1 })
    await expect(switchTo(bench.client, true)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await isOn()).toBe(false)
  })

  test('is closed by the plug after it was idle for a minute and a half, and not before', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const get = () => rawRequest(bench.plug.address, '/', { verb: 'GET', agent })
    await get()
    const open = bench.plug.sockets
    bench.clock.advance(89 * SECOND)
    await get()
    expect(bench.plug.sockets).toBe(open)
    bench.clock.advance(89 * SECOND)
    await get()
    bench.clock.advance(2 * MINUTE)
    await vi.waitFor(() => expect(bench.plug.sockets).toBe(0), 5_000)
    agent.destroy()
  })
})

describe('the answer', () => {
  test('has a wrong signature', async () => {
    bench.plug.inject({ kind: 'bad_signature', times: 1 })
    await expect(switchTo(bench.client, true)).rejects.toThrow('wrong signature')
    expect(await isOn()).toBe(true)
  })

  test('is garbage, at the handshake too', async () => {
    bench.plug.inject({ kind: 'garbage', times: 1, stage: 'request' })
    await expect(bench.client.call('get_device_info')).rejects.toThrow('wrong signature')
    bench.plug.inject({ kind: 'garbage', times: 1, stage: 'handshake1' })
    await expect(connect(bench.plug.address, ACCOUNT)).rejects.toThrow('wrong password')
  })

  test('is the html page', async () => {
    bench.plug.inject({ kind: 'html', stage: 'handshake1' })
    const answer = await rawRequest(bench.plug.address, '/app/handshake1', { body: Buffer.alloc(16) })
    expect([answer.status, answer.body.toString()]).toEqual([200, expect.stringContaining('200 OK')])
  })

  test('is an error of a single method, which ends a multipleRequest there', async () => {
    bench.plug.inject({ kind: 'error_code', code: -1003, method: 'get_energy_usage' })
    const requests = ['get_device_info', 'get_energy_usage', 'get_current_power'].map((method) => ({
      method,
    }))
    const { responses } = await bench.client.result('multipleRequest', { requests })
    expect(responses).toMatchObject([{ error_code: 0 }, { error_code: -1003 }])
    expect((await bench.client.call('get_current_power')).error_code).toBe(0)
  })
})

describe('the session', () => {
  test('that another client took over is refused with 403', async () => {
    bench.plug.stealSession()
    await expect(bench.client.call('get_device_info')).rejects.toThrow('403')
  })

  test('ends after a day', async () => {
    bench.clock.advance(86_399 * SECOND)
    expect((await bench.client.call('get_device_info')).error_code).toBe(0)
    bench.clock.advance(SECOND)
    await expect(bench.client.call('get_device_info')).rejects.toThrow('403')
  })

  test('can be one of several when the plug is told so', async () => {
    const other = await startBench({ maxSessions: 2 })
    await connect(other.plug.address, ACCOUNT)
    expect((await other.client.call('get_device_info')).error_code).toBe(0)
    await other.plug.stop()
  })
})

test('requests that overlap are counted, because the library corrupts their answers', async () => {
  bench.plug.clearLog()
  await bench.client.call('get_device_info')
  expect(bench.plug.mostInFlight).toBe(1)
  bench.plug.inject({ kind: 'slow', delayMs: SECOND, times: 1 })
  const first = bench.client.call('get_device_info')
  await requestsSeen(2)
  await bench.client.call('get_device_info')
  bench.clock.advance(SECOND)
  await first
  expect(bench.plug.mostInFlight).toBe(2)
})
