import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { clientAddressReader } from '../../host/gateway/client-address.ts'
import { askHttp1, askHttp2, askRaw, PROTOCOLS } from './support/ask.ts'
import { type Site, startSite } from './support/site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.stop())

const crlf = (...lines: string[]) => `${lines.join('\r\n')}\r\n`

/** How many answers came back, and with which status. */
const statuses = (answer: string): number[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

const HIDDEN = crlf('GET /internal/plug-events HTTP/1.1', 'Host: localhost', '', '')
test.each([
  [
    'a length and chunks (CL.TE)',
    crlf(
      'POST /api/echo HTTP/1.1',
      'Host: localhost',
      'Content-Length: 6',
      'Transfer-Encoding: chunked',
      '',
      '0',
      '',
      'G',
    ),
  ],
  [
    'chunks and a length (TE.CL)',
    crlf(
      'POST /api/echo HTTP/1.1',
      'Host: localhost',
      'Transfer-Encoding: chunked',
      'Content-Length: 4',
      '',
      '5c',
      HIDDEN,
      '0',
      '',
    ),
  ],
  [
    'two lengths',
    crlf(
      'POST /api/echo HTTP/1.1',
      'Host: localhost',
      'Content-Length: 0',
      `Content-Length: ${HIDDEN.length}`,
      '',
      HIDDEN,
    ),
  ],
  [
    'an unknown transfer coding',
    crlf('POST /api/echo HTTP/1.1', 'Host: localhost', 'Transfer-Encoding: xchunked', '', '0', '', HIDDEN),
  ],
  [
    'a blank before the colon',
    crlf('POST /api/echo HTTP/1.1', 'Host: localhost', 'Transfer-Encoding : chunked', '', '0', '', HIDDEN),
  ],
  ['a negative length', crlf('POST /api/echo HTTP/1.1', 'Host: localhost', 'Content-Length: -1', '', HIDDEN)],
  [
    'a folded header',
    crlf(
      'POST /api/echo HTTP/1.1',
      'Host: localhost',
      'X-A: 1',
      ' Transfer-Encoding: chunked',
      '',
      '0',
      '',
      HIDDEN,
    ),
  ],
  [
    'a bare line feed in a header',
    crlf('GET /api/echo HTTP/1.1', 'Host: localhost', 'X-A: 1\nX-MYP-Gateway: x', '', ''),
  ],
  [
    'a chunk size with a sign',
    crlf(
      'POST /api/echo HTTP/1.1',
      'Host: localhost',
      'Transfer-Encoding: chunked',
      '',
      '+5',
      'hello',
      '0',
      '',
      '',
    ),
  ],
  [
    'two hosts',
    crlf('GET /api/echo HTTP/1.1', 'Host: localhost', 'Host: evil.example', 'Connection: close', '', ''),
  ],
  [
    'two hosts, one hidden in capitals',
    crlf('GET /api/echo HTTP/1.1', 'HOST: evil.example', 'host: localhost', 'Connection: close', '', ''),
  ],
  ['no host', crlf('GET /api/echo HTTP/1.1', 'Connection: close', '', '')],
  [
    'a host with a path and a name in it',
    crlf('GET /api/echo HTTP/1.1', 'Host: a@evil.example/x', 'Connection: close', '', ''),
  ],
  [
    'two transfer codings',
    crlf(
      'POST /api/echo HTTP/1.1',
      'Host: localhost',
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: identity',
      '',
      '0',
      '',
      HIDDEN,
    ),
  ],
  ['a tunnel', crlf('CONNECT 127.0.0.1:8790 HTTP/1.1', 'Host: 127.0.0.1:8790', 'Connection: close', '', '')],
  ['a null byte', crlf('GET /api/echo HTTP/1.1', 'Host: localhost', 'X-A: a\u0000b', '', '')],
  [
    'a header of 20 KiB',
    crlf('GET /api/echo HTTP/1.1', 'Host: localhost', `X-A: ${'a'.repeat(20_000)}`, '', ''),
  ],
])('%s is refused, and nothing is smuggled behind it', async (_, bytes) => {
  const answers = statuses(await askRaw(site, bytes))
  expect(answers.length).toBeLessThanOrEqual(1)
  for (const status of answers) expect([400, 408, 413, 431]).toContain(status)
})

test('two requests in one packet are two requests, each judged by itself', async () => {
  const first = crlf('GET /api/echo HTTP/1.1', 'Host: localhost', '', '')
  const second = crlf('GET /internal/plug-events HTTP/1.1', 'Host: localhost', 'Connection: close', '', '')
  expect(statuses(await askRaw(site, first.slice(0, -2) + second))).toEqual([200, 404])
})

test.each(
  PROTOCOLS,
)('over %s no path leaves the portal’s folder or reaches what is hidden', async (_name, ask) => {
  for (const path of [
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../wrangler.toml',
    '/assets/..%5c..%5cwrangler.toml',
    '/assets/%252e%252e/wrangler.toml',
    '/....//....//etc/passwd',
    '/.env',
    '/index.html%00.js',
    '/C:/Windows/win.ini',
    '/api/../internal/plug-events',
    '/api/%2e%2e/internal/plug-events',
    '/%69nternal/plug-events',
    '/cdn-cgi/handler/scheduled',
    '/api/../cdn-cgi/handler/scheduled',
  ]) {
    const { status, text } = await ask(site, path)
    expect([400, 404], path).toContain(status)
    expect(text, path).not.toMatch(/root:|"name": "myp"|d1_databases|workers-sdk/)
  }
})

test('a client that opens and cancels streams by the thousand is thrown out, and others do not notice', async () => {
  const session = connectHttp2(`https://127.0.0.1:${site.gateway.httpsPort}`, { ca: site.ca })
  session.on('error', () => undefined)
  await once(session, 'connect')
  /** Each stream is cancelled as soon as it has been sent, and makes room for the next one. */
  const openAndCancel = (): void => {
    if (session.closed || session.destroyed) return
    const stream = session.request({ ':path': '/api/echo' })
    stream.on('error', () => undefined)
    stream.once('close', openAndCancel)
    setImmediate(() => stream.close(8))
  }
  for (let i = 0; i < 20; i++) openAndCancel()
  // The client's library does not notice the cut by itself: but nobody answers any more.
  const isAnswered = (): Promise<boolean> => {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const timer = setTimeout(() => resolve(false), 1_000)
    session.ping(() => {
      clearTimeout(timer)
      resolve(true)
    })
    return promise
  }
  await vi.waitFor(async () => expect(await isAnswered()).toBe(false), { timeout: 20_000 })
  session.destroy()
  expect((await askHttp2(site, '/api/echo')).status).toBe(200)
})

test('a body that dribbles over HTTP/2 is given up, as over HTTP/1.1', { timeout: 60_000 }, async () => {
  const session = connectHttp2(`https://127.0.0.1:${site.gateway.httpsPort}`, { ca: site.ca })
  const stream = session.request({
    ':method': 'POST',
    ':path': '/api/echo',
    'content-type': 'application/json',
  })
  stream.on('error', () => undefined)
  const dribble = setInterval(() => stream.destroyed || stream.write(' '), 500)
  const [headers] = await once(stream, 'response')
  clearInterval(dribble)
  expect(headers[':status']).toBe(408)
  session.destroy()
})

test('what a client says about its address is not believed', async () => {
  const headers = {
    'x-forwarded-for': '10.9.8.7',
    forwarded: 'for=10.9.8.7',
    'x-real-ip': '10.9.8.7',
    'cf-connecting-ip': '10.9.8.7',
    'x-myp-client-ip': '10.9.8.7',
  }
  const { text } = await askHttp1(site, '/api/echo', { headers })
  expect(text).not.toContain('10.9.8.7')
  expect(clientAddressReader([])({ headers, socket: { remoteAddress: '192.0.2.1' } })).toBe('192.0.2.1')
})
