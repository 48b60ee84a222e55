import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())

const MINUTE = 60_000

test('signing in sets a cookie that scripts and other sites cannot use', async () => {
  const visitor = workshop.visitor()
  const answer = await visitor.signIn('anna', PASSWORD)
  expect(answer.body).toMatchObject({
    user: { username: 'anna', role: 'apprentice', displayName: 'Anna Muster' },
  })
  expect(JSON.stringify(answer.body)).not.toMatch(/\$2[aby]\$/)
  const cookie = answer.headers.getSetCookie()[0] ?? ''
  expect(cookie).toMatch(/^__Host-myp_session=/)
  for (const flag of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(flag)
  expect(cookie).not.toContain('Domain')
})

test.each([
  ['a wrong password', { username: 'anna', password: 'falsch falsch' }],
  ['an unknown user', { username: 'niemand', password: PASSWORD }],
])('%s is refused with the same words', async (_, credentials) => {
  const answer = await workshop.visitor().post('/api/auth/login', credentials)
  expect(answer.status).toBe(401)
  expect(answer.body).toMatchObject({
    code: 'invalid_credentials',
    detail: 'Benutzername oder Passwort ist falsch.',
  })
  expect(answer.headers.getSetCookie()).toEqual([])
})

test('the session tells who is signed in and its CSRF token', async () => {
  const visitor = workshop.visitor()
  const login = await visitor.signIn('trainer', PASSWORD)
  const session = await visitor.get('/api/auth/session')
  expect(session.status).toBe(200)
  expect(session.body.user).toEqual(login.body.user)
  expect(session.body.csrfToken).toBe(login.body.csrfToken)
})

test('without a session there is none', async () => {
  const answer = await workshop.visitor().get('/api/auth/session')
  expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
})

test('after signing out, the old cookie writes nothing and, a minute later, reads nothing', async () => {
  const anna = await workshop.as('anna')
  const stolen = anna.cookie() as string
  expect((await anna.post('/api/auth/logout')).status).toBe(204)

  const thief = workshop.visitor({ cookie: stolen })
  expect((await thief.post('/api/jobs', {})).status).toBe(401)
  await workshop.advance(MINUTE)
  expect((await thief.get('/api/printers')).status).toBe(401)
})

test('half an hour without a click ends the session, clicks keep it alive', async () => {
  const anna = await workshop.as('anna')
  for (let i = 0; i < 3; i++) {
    await workshop.advance(29 * MINUTE)
    expect((await anna.get('/api/printers')).status).toBe(200)
  }
  await workshop.advance(31 * MINUTE)
  expect((await anna.get('/api/printers')).status).toBe(401)
})

test('twelve hours end the busiest session', async () => {
  const anna = await workshop.as('anna')
  for (let i = 0; i < 35; i++) {
    await workshop.advance(20 * MINUTE)
    expect((await anna.get('/api/printers')).status).toBe(200)
  }
  await workshop.advance(21 * MINUTE)
  expect((await anna.get('/api/printers')).status).toBe(401)
})

test.each([
  ['no token', {}, 'csrf_failed'],
  ['another session’s token', { 'x-csrf-token': 'f'.repeat(64) }, 'csrf_failed'],
])('a write with %s is refused', async (_, headers, code) => {
  const login = await workshop.visitor().signIn('anna', PASSWORD)
  const cookie = login.headers.getSetCookie()[0]?.split(';')[0] as string
  const answer = await workshop.visitor({ cookie }).post('/api/auth/logout', {}, headers)
  expect(answer).toMatchObject({ status: 403, body: { code } })
})

test.each([
  ['from another site', { 'sec-fetch-site': 'cross-site' }],
  ['from another origin', { origin: 'https://evil.example' }],
])('even a sign-in is refused when it comes %s', async (_, headers) => {
  const answer = await workshop
    .visitor(headers)
    .post('/api/auth/login', { username: 'anna', password: PASSWORD })
  expect(answer).toMatchObject({ status: 403, body: { code: 'csrf_failed' } })
})
