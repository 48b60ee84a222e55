import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askHttp1, askRaw, PROTOCOLS } from './support/ask.ts'
import { GATEWAY_SECRET, type Site, startSite } from './support/site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.stop())

const CLAIMS = {
  'CF-Connecting-IP': '6.6.6.6',
  'CF-Ray': '1',
  'MF-Route-Override': 'elsewhere',
  'X-MYP-Gateway': 'guessed',
  'X-MYP-Client-IP': '6.6.6.6',
  'X-MYP-Request-Id': 'mine',
  'X-Forwarded-For': '6.6.6.6',
  'X-Forwarded-Proto': 'http',
  Forwarded: 'for=6.6.6.6',
  'X-Real-IP': '6.6.6.6',
}

describe.each(PROTOCOLS)('over %s', (_name, ask) => {
  test('the worker hears only from the gateway who the client is', async () => {
    const answer = await ask(site, '/api/echo?a=1', { headers: { ...CLAIMS, 'X-Own': 'kept' } })
    const { headers, url } = JSON.parse(answer.text)
    expect(answer.status).toBe(200)
    expect(new URL(url).pathname + new URL(url).search).toBe('/api/echo?a=1')
    expect(headers).toMatchObject({
      host: `127.0.0.1:${site.gateway.httpsPort}`,
      'x-own': 'kept',
      'x-myp-gateway': GATEWAY_SECRET,
      'x-myp-client-ip': '127.0.0.1',
      'x-myp-request-id': answer.headers['x-request-id'],
    })
    expect(
      Object.keys(headers).filter((name) => /^(cf-|mf-|x-forwarded|forwarded|x-real)/.test(name)),
    ).toEqual([])
    expect(answer.text).not.toContain('6.6.6.6')
  })

  test.each([
    '/cdn-cgi/mf/scheduled',
    '/cdn-cgi',
    '/internal/plug-events',
    '/api/../internal/x',
    '/api/%2e%2e/cdn-cgi/x',
  ])('%s does not exist', async (path) => {
    const answer = await ask(site, path, { headers: { accept: 'text/html' } })
    expect(answer.status).toBe(404)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'not_found',
      status: 404,
      requestId: answer.headers['x-request-id'],
    })
  })

  test('answers carry the security headers, and none that belong to one connection', async () => {
    const answer = await ask(site, '/api/hop')
    expect(answer.headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'mine',
    })
    expect(String(answer.headers['keep-alive'])).not.toContain('9')
  })

  test('a body arrives whole, and its length with it', async () => {
    const body = Buffer.alloc(200_000, 'x')
    const answer = await ask(site, '/api/echo', {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain' },
    })
    expect(JSON.parse(answer.text)).toMatchObject({
      method: 'POST',
      bodyBytes: 200_000,
      headers: { 'content-length': '200000' },
    })
  })
})

test('headers that the Connection header names stay with this connection', async () => {
  const answer = await askHttp1(site, '/api/echo', {
    headers: { Connection: 'close, X-Private', 'X-Private': 'yes' },
  })
  expect(JSON.parse(answer.text).headers).not.toHaveProperty('x-private')
})

test.each([
  [
    'an absolute address',
    'GET http://evil.example/api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    '400',
  ],
  ['no host', 'GET /api/echo HTTP/1.1\r\nConnection: close\r\n\r\n', '400'],
  ['a host with a path', 'GET /api/echo HTTP/1.1\r\nHost: a/../b\r\nConnection: close\r\n\r\n', '400'],
  [
    'two lengths',
    'POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    '400',
  ],
  [
    'a length and chunks at once',
    'POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x',
    '400',
  ],
  ['an unknown method', 'TRACE /api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', '405'],
])('%s is refused', async (_what, bytes, status) => {
  expect((await askRaw(site, bytes)).slice(0, 12)).toBe(`HTTP/1.1 ${status}`)
})
