import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askHttp1, PROTOCOLS } from './support/ask.ts'
import { newFolder, removeFolder } from './support/folder.ts'
import { type Front, startFixtureGateway } from './support/site.ts'

const SCRIPT = 'export const value = 1\n'.repeat(200)
let front: Front
const dir = newFolder()
beforeAll(async () => {
  const portal = join(dir, 'public')
  mkdirSync(join(portal, 'assets'), { recursive: true })
  writeFileSync(join(portal, 'index.html'), '<!doctype html><title>Portal</title>')
  writeFileSync(join(portal, 'assets', 'app-1a2b3c.js'), SCRIPT)
  mkdirSync(join(portal, 'help'))
  writeFileSync(join(portal, 'help', 'index.html'), '<!doctype html><title>Hilfe</title>')
  writeFileSync(join(portal, 'help', 'azubis.html'), '<!doctype html><title>Azubis</title>')
  mkdirSync(join(portal, 'api'))
  writeFileSync(join(portal, 'api', 'openapi.json'), '{}')
  writeFileSync(join(portal, 'api', 'docs.html'), '<!doctype html><title>API</title>')
  writeFileSync(join(portal, '.env'), 'secret')
  writeFileSync(join(dir, 'secrets.json'), 'secret')
  front = await startFixtureGateway(dir, new URL('http://127.0.0.1:9'), portal)
})
afterAll(async () => {
  await front.gateway.stop()
  removeFolder(dir)
})

const page = { headers: { accept: 'text/html,*/*' } }

describe.each(PROTOCOLS)('over %s', (_name, ask) => {
  test.each([
    '/',
    '/kiosk',
    '/my-reservations',
  ])('%s is the portal, under a strict content security policy', async (path) => {
    const answer = await ask(front, path, page)
    expect(answer).toMatchObject({ status: 200, text: '<!doctype html><title>Portal</title>' })
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    expect(answer.headers['content-security-policy']).toMatch(
      /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
    )
  })

  test.each([
    ['/help', 'Hilfe'],
    ['/help/', 'Hilfe'],
    ['/help/azubis', 'Azubis'],
    ['/help/nothing', 'Portal'],
    // Ids may have dots, and their pages are loaded again.
    ['/manage/people/a.petrova', 'Portal'],
    // The worker is not asked: here it is not even there.
    ['/api/docs', 'API'],
  ])('%s is a page of its own where there is one, else the portal: %s', async (path, title) => {
    expect((await ask(front, path, page)).text).toContain(`<title>${title}</title>`)
  })

  test('the description of the API is a file, and nothing else of the API is', async () => {
    const answer = await ask(front, '/api/openapi.json')
    expect(answer).toMatchObject({ status: 200, text: '{}' })
    expect(answer.headers['content-type']).toBe('application/json')
    expect((await ask(front, '/api/docs.html', page)).status).toBe(503)
  })

  test('files with a hash in their name are kept for ever', async () => {
    const answer = await ask(front, '/assets/app-1a2b3c.js')
    expect(answer).toMatchObject({ status: 200, text: SCRIPT })
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  test('what the client has is not sent again', async () => {
    const { headers } = await ask(front, '/assets/app-1a2b3c.js')
    const again = await ask(front, '/assets/app-1a2b3c.js', {
      headers: { 'if-none-match': String(headers.etag) },
    })
    expect(again).toMatchObject({ status: 304, text: '' })
  })

  test.each([
    '/assets/gone.js',
    '/../secrets.json',
    '/%2e%2e/secrets.json',
    '/..%2fsecrets.json',
    '/.env',
    '//etc/passwd',
  ])('%s is nothing', async (path) => {
    const answer = await ask(front, path)
    expect(answer.status).toBe(404)
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'not_found' })
  })
})

test('a browser gets it compressed', async () => {
  const options = {
    port: front.gateway.httpsPort,
    path: '/assets/app-1a2b3c.js',
    ca: front.ca,
    headers: { 'accept-encoding': 'gzip, br' },
  }
  const [response] = await once(get({ ...options, host: '127.0.0.1' }), 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  expect(response.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
  expect(brotliDecompressSync(Buffer.concat(chunks)).toString()).toBe(SCRIPT)
})

test('files can only be read', async () => {
  expect((await askHttp1(front, '/', { method: 'POST' })).status).toBe(405)
})
