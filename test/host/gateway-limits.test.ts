import { once } from 'node:events'
import { get } from 'node:http'
import { connect } from 'node:http2'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { askHttp1, askRaw, PROTOCOLS } from './support/ask.ts'
import { type Site, startSite } from './support/site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite(['127.0.0.1'])
})
afterAll(() => site.stop())

describe.each(PROTOCOLS)('over %s', (_name, ask) => {
  test('256 KiB are accepted, one byte more is refused', async () => {
    const post = (bytes: number) => ask(site, '/api/echo', { method: 'POST', body: Buffer.alloc(bytes) })
    expect(JSON.parse((await post(262_144)).text)).toMatchObject({ bodyBytes: 262_144 })
    const refused = await post(262_145)
    expect(refused.status).toBe(413)
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'payload_too_large' })
  })
})

test('a body that announces too much is refused before it is sent', async () => {
  const head = 'POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000000\r\n\r\n'
  expect(await askRaw(site, head)).toMatch(/^HTTP\/1.1 413 [\s\S]*payload_too_large/)
})

test('a body without a length is refused where it grows too large', async () => {
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
  const head = 'POST /api/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n'
  expect(await askRaw(site, head + chunk.repeat(5))).toMatch(/^HTTP\/1.1 413 /)
})

test('a WebSocket of /api/live reaches the worker, others do not', async () => {
  const live = new WebSocket(`wss://127.0.0.1:${site.gateway.httpsPort}/api/live`, { ca: site.ca })
  await once(live, 'open')
  live.send('hello')
  const [message] = await once(live, 'message')
  live.close()
  expect(String(message)).toBe('echo hello')

  const other = new WebSocket(`wss://127.0.0.1:${site.gateway.httpsPort}/internal/plug-events`, {
    ca: site.ca,
  })
  const [error] = await once(other, 'error')
  expect(String(error)).toContain('404')
})

test('the plain port gives the CA certificate and sends everybody else to HTTPS', async () => {
  const ask = async (path: string) => {
    const [response] = await once(
      get({ port: site.gateway.httpPort, path, headers: { host: 'werkstatt.local:8080' } }),
      'response',
    )
    let text = ''
    for await (const chunk of response) text += chunk
    return { status: response.statusCode, headers: response.headers, text }
  }
  expect(await ask('/ca.crt')).toMatchObject({
    status: 200,
    text: site.ca,
    headers: { 'content-type': 'application/x-x509-ca-cert' },
  })
  expect(await ask('/kiosk?a=1')).toMatchObject({
    status: 308,
    headers: { location: `https://werkstatt.local:${site.gateway.httpsPort}/kiosk?a=1` },
  })
})

/** Many requests of one address over one connection, with a window so small that no answer gets through. */
const askAtOnce = async (path: string, headers: Record<string, string>, times: number, body?: Buffer) => {
  const session = connect(`https://127.0.0.1:${site.gateway.httpsPort}`, {
    ca: site.ca,
    settings: { initialWindowSize: 1 },
    maxSessionMemory: 500,
  })
  session.on('error', () => undefined)
  const statuses: number[] = []
  for (let i = 0; i < times; i++) {
    const stream = session.request({ ':path': path, ...headers }, { endStream: !body })
    stream.on('response', (answer) => statuses.push(Number(answer[':status'])))
    stream.on('error', () => undefined)
    stream.pause()
    // More is announced than comes: what has come waits in memory.
    if (body) stream.write(body)
  }
  const count = (status: number) => statuses.filter((one) => one === status).length
  return { count, statuses, end: () => session.destroy() }
}
/** Somebody else is answered as quickly as ever. */
const expectService = async (): Promise<void> => {
  const startedAt = performance.now()
  const health = await askHttp1(site, '/api/health', { headers: { 'x-forwarded-for': '192.0.2.2' } })
  expect(health.status).toBe(200)
  expect(performance.now() - startedAt).toBeLessThan(3_000)
}

test('whoever reads no answer holds neither the worker nor more than 32 requests', async () => {
  const middling = await askAtOnce('/api/middling', {}, 100)
  await vi.waitFor(() => expect(middling.count(200)).toBe(100), 10_000)
  const large = await askAtOnce('/api/large', { 'x-forwarded-for': '192.0.2.1' }, 100)
  await vi.waitFor(() => expect(large.statuses).toHaveLength(100), 10_000)
  expect([large.count(200), large.count(429)]).toEqual([32, 68])
  await expectService()
  middling.end()
  large.end()
  // What was broken off no longer counts.
  const again = { headers: { 'x-forwarded-for': '192.0.2.1' } }
  await vi.waitFor(async () => expect((await askHttp1(site, '/api/health', again)).status).toBe(200))
})

test('bodies of one address take 16 MB of memory, those of all together 96 MB', async () => {
  const path = '/api/problems/x/photo'
  const photo = Buffer.alloc(4_900_000)
  const put = { ':method': 'PUT', 'content-type': 'image/jpeg', 'content-length': '5000000' }
  const one = await askAtOnce(path, { ...put, 'x-forwarded-for': '192.0.2.1' }, 30, photo)
  await vi.waitFor(() => expect(one.count(429)).toBeGreaterThanOrEqual(27), 20_000)
  await expectService()
  one.end()
  const all = await askAtOnce(path, put, 30, photo)
  await vi.waitFor(() => expect(all.count(429)).toBeGreaterThanOrEqual(11), 20_000)
  all.end()
})

test('a client that dribbles its headers is cut off, and others do not notice', {
  timeout: 30_000,
}, async () => {
  const startedAt = performance.now()
  const slow = askRaw(site, 'GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
  expect((await askHttp1(site, '/api/health')).status).toBe(200)
  expect(await slow).toMatch(/^(HTTP\/1.1 408 .*|$)/s)
  expect(performance.now() - startedAt).toBeLessThan(20_000)
})
