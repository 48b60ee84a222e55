import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { PASSWORD, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let anna: Client
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())
beforeEach(async () => {
  await workshop.clear()
  anna = await workshop.as('anna')
})

const SESSION = '__Host-myp_session='
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
const sign = (head: unknown, claims: unknown, key: string, hash = 'sha256') => {
  const body = `${encode(head)}.${encode(claims)}`
  return `${body}.${createHmac(hash, key).update(body).digest('base64url')}`
}
const SECRET = 'session-secret-for-tests-0123456789abcdef'
const HS256 = { alg: 'HS256', typ: 'JWT' }

const claimsOf = (client: Client) => decode((client.cookie() ?? '').slice(SESSION.length).split('.')[1] ?? '')
const status = async (token: string) =>
  (await workshop.visitor({ cookie: `${SESSION}${token}` }).get('/api/printers')).status

test('a token made by the rules opens, so that the ones below fail for their own reason', async () => {
  expect(await status(sign(HS256, claimsOf(anna), SECRET))).toBe(200)
})

test.each([
  ['no signature (alg none)', (c: object) => `${encode({ alg: 'none' })}.${encode(c)}.`],
  ['alg none, with a signature', (c: object) => sign({ alg: 'none' }, c, SECRET)],
  ['alg None in odd letters', (c: object) => `${encode({ alg: 'nOnE' })}.${encode(c)}.`],
  ['another algorithm', (c: object) => sign({ alg: 'HS512' }, c, SECRET, 'sha512')],
  ['an algorithm with public keys', (c: object) => sign({ alg: 'RS256' }, c, SECRET)],
  ['another key', (c: object) => sign(HS256, c, 'another-secret-another-secret-another')],
  ['an empty key', (c: object) => sign(HS256, c, '')],
  [
    'a key the token names itself',
    (c: object) => sign({ ...HS256, jwk: { k: 'x' }, kid: '/dev/null' }, c, ''),
  ],
  ['its end passed', (c: object) => sign(HS256, { ...c, exp: Math.floor(workshop.now() / 1000) }, SECRET)],
  ['no end', (c: object) => sign(HS256, { ...c, exp: undefined }, SECRET)],
  ['an end that is no number', (c: object) => sign(HS256, { ...c, exp: 'Infinity' }, SECRET)],
  ['an unknown role', (c: object) => sign(HS256, { ...c, role: 'superadmin' }, SECRET)],
  ['no session', (c: object) => sign(HS256, { ...c, sid: undefined }, SECRET)],
  ['nothing', () => ''],
  ['three dots', () => '...'],
  ['no base64', () => 'ä.ö.ü'.normalize('NFD').replaceAll(/[^.a-z]/g, '!')],
  ['a megabyte', () => 'x'.repeat(12_000)],
])('a token with %s opens nothing', async (_, forge) => {
  expect(await status(forge(claimsOf(anna)))).toBe(401)
})

test('a token whose claims were changed opens nothing', async () => {
  const [head, claims = '', signature] = (anna.cookie() ?? '').slice(SESSION.length).split('.')
  const forged = encode({ ...decode(claims), sub: 'admin', role: 'admin' })
  expect(await status(`${head}.${forged}.${signature}`)).toBe(401)
})

test('a session that does not exist in the database writes nothing, however well it is signed', async () => {
  const claims = { ...claimsOf(anna), sid: crypto.randomUUID(), role: 'admin', sub: 'admin' }
  const client = workshop.visitor({ cookie: `${SESSION}${sign(HS256, claims, SECRET)}` })
  expect((await client.post('/api/cohorts', { name: 'x' })).status).toBe(401)
})

test('the cookie of a known browser is no session, and a session is no known browser', async () => {
  const answer = await workshop.visitor().post('/api/auth/login', { username: 'anna', password: PASSWORD })
  const browser = answer.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('__Host-myp_browser='))
    ?.split(/[=;]/)[1]
  expect(await status(browser ?? '')).toBe(401)
})

test('a session id that somebody planted before the sign-in is not taken over', async () => {
  const planted = `${SESSION}${sign(HS256, { ...claimsOf(anna), sid: 'planted-by-mallory' }, SECRET)}`
  const victim = workshop.visitor({ cookie: planted })
  const answer = await victim.post('/api/auth/login', { username: 'ben', password: PASSWORD })
  expect(answer.status).toBe(200)
  const token = answer.headers.getSetCookie()[0]?.split(/[=;]/)[1] ?? ''
  expect(decode(token.split('.')[1] ?? '')).toMatchObject({ sub: 'ben' })
  expect(decode(token.split('.')[1] ?? '').sid).not.toBe('planted-by-mallory')
})

test('a token replayed after the sign-out writes nothing and soon reads nothing', async () => {
  const stolen = anna.cookie() as string
  const csrf = (await anna.get('/api/auth/session')).body.csrfToken
  await anna.post('/api/auth/logout')
  const thief = workshop.visitor({ cookie: stolen, 'x-csrf-token': csrf })
  expect((await thief.post('/api/notifications/read-all')).status).toBe(401)
  await workshop.advance(60_000)
  expect((await thief.get('/api/printers')).status).toBe(401)
})

test('two session cookies at once do not confuse anybody', async () => {
  const ben = await workshop.as('ben')
  const both = workshop.visitor({ cookie: `${anna.cookie()}; ${ben.cookie()}` })
  const { body } = await both.get('/api/auth/session')
  expect(['anna', 'ben']).toContain(body.user.id)
  expect((await both.post('/api/notifications/read-all', {}, { 'x-csrf-token': '' })).status).toBe(403)
})

test.each([
  ['a form of another site', { 'content-type': 'text/plain', origin: 'https://evil.example' }],
  ['a page of another port', { origin: 'https://localhost:9999' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a page of the same site, another host', { 'sec-fetch-site': 'same-site' }],
])('%s writes nothing, even with cookie and token', async (_, headers) => {
  const csrf = (await anna.get('/api/auth/session')).body.csrfToken
  const answer = await anna.post('/api/notifications/read-all', {}, { 'x-csrf-token': csrf, ...headers })
  expect(answer).toMatchObject({ status: 403, body: { code: 'csrf_failed' } })
})

test('what is personal is kept by no cache', async () => {
  const admin = await workshop.as('admin')
  for (const path of ['/api/auth/session', '/api/jobs', '/api/users', '/api/audit', '/api/users/anna/export'])
    expect((await admin.get(path)).headers.get('cache-control'), path).toMatch(/no-store/)
  expect((await anna.get('/api/board')).headers.get('cache-control')).toBe('private, no-cache')
  expect((await workshop.visitor().get('/api/jobs')).headers.get('cache-control')).toBe('no-store')
})
