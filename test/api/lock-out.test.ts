import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PASSWORD, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())
beforeEach(() => workshop.clear())

const MINUTE = 60_000
const WRONG = 'falsch falsch falsch'

/** Each test has addresses of its own, so that only what it counts is counted. */
const from = (address: string, headers: Record<string, string> = {}) =>
  workshop.visitor({ 'x-myp-client-ip': address, ...headers })
const signIn = (address: string, username: string, password: string, headers = {}) =>
  from(address, headers).post('/api/auth/login', { username, password })
const fail = async (address: string, username: string, times: number): Promise<number[]> => {
  const statuses = []
  for (let i = 0; i < times; i++) statuses.push((await signIn(address, username, WRONG)).status)
  return statuses
}

test('five wrong passwords lock the account for 5, then 15, then 60 minutes, wherever they come from', async () => {
  let address = 0
  for (const minutes of [5, 15, 60, 60]) {
    for (let i = 0; i < 5; i++) expect(await fail(`192.0.2.${address++}`, 'anna', 1)).toEqual([401])
    const locked = await signIn(`192.0.2.${address++}`, 'anna', PASSWORD)
    expect(locked).toMatchObject({
      status: 429,
      body: { code: 'locked_out', retryAfterSeconds: minutes * 60 },
    })
    expect(locked.headers.get('retry-after')).toBe(String(minutes * 60))
    await workshop.advance(minutes * MINUTE - 1)
    expect((await signIn(`192.0.2.${address++}`, 'anna', PASSWORD)).status).toBe(429)
    await workshop.advance(1)
  }
  expect((await signIn('192.0.2.250', 'anna', PASSWORD)).status).toBe(200)
  // A success wipes the count: five more tries are allowed, and the next lock is a short one.
  expect(await fail('192.0.2.251', 'anna', 4)).toEqual([401, 401, 401, 401])
  expect((await signIn('192.0.2.252', 'anna', PASSWORD)).status).toBe(200)
})

test('a machine with many IPv6 addresses is one machine', async () => {
  for (const [i, name] of ['anna', 'ben', 'niemand', 'trainer', 'gast'].entries())
    expect(await fail(`2001:db8:0:1:${i}::7`, name, 1)).toEqual([401])
  expect((await signIn('2001:DB8::1:ffff:0:0:9', 'admin', PASSWORD)).status).toBe(429)
  expect((await signIn('2001:db8::9', 'admin', PASSWORD)).status).toBe(200)
})

test('nobody can lock somebody else’s changes of password by the name they type at the sign-in', async () => {
  const anna = await workshop.as('anna')
  await fail('198.51.100.40', 'confirm:anna', 5)
  const change = { currentPassword: WRONG, newPassword: 'Fräse-Kaffee-Montag' }
  expect((await anna.post('/api/auth/password', change)).body.errors).toMatchObject([
    { code: 'wrong_password' },
  ])
})

test('five wrong passwords lock the address, for every account', async () => {
  for (const name of ['anna', 'ben', 'niemand', 'trainer', 'gast']) await fail('198.51.100.1', name, 1)
  expect((await signIn('198.51.100.1', 'admin', PASSWORD)).status).toBe(429)
  expect((await signIn('198.51.100.2', 'admin', PASSWORD)).status).toBe(200)
})

test('who signs in rightly in between does not buy further guesses from the same address', async () => {
  expect(await fail('198.51.100.7', 'trainer', 2)).toEqual([401, 401])
  expect((await signIn('198.51.100.7', 'ben', PASSWORD)).status).toBe(200)
  expect(await fail('198.51.100.7', 'trainer', 2)).toEqual([401, 401])
  expect((await signIn('198.51.100.7', 'ben', PASSWORD)).status).toBe(200)
  expect(await fail('198.51.100.7', 'admin', 2)).toEqual([401, 429])
})

test('at a shared computer the typing errors of a day do not add up', async () => {
  for (let i = 0; i < 12; i++) {
    expect(await fail('198.51.100.9', `person-${i}`, 1)).toEqual([401])
    await workshop.advance(16 * MINUTE)
  }
})

test('an unknown name is locked like a known one, with the same answers', async () => {
  const known = [...(await fail('203.0.113.1', 'ben', 5)), (await signIn('203.0.113.2', 'ben', WRONG)).body]
  const unknown = [
    ...(await fail('203.0.113.3', 'niemand', 5)),
    (await signIn('203.0.113.4', 'niemand', WRONG)).body,
  ]
  const without = (answers: any[]) =>
    JSON.parse(JSON.stringify(answers, (k, v) => (k === 'requestId' ? '' : v)))
  expect(without(unknown)).toEqual(without(known))
})

test('the name is one account in any spelling', async () => {
  for (const name of ['anna', 'ANNA', 'Anna', 'aNNa', 'annA']) await fail('203.0.113.9', name, 1)
  expect((await signIn('203.0.113.10', 'anna', PASSWORD)).status).toBe(429)
})

test('a browser that has signed in as this person before is counted by itself', async () => {
  const first = await signIn('203.0.113.20', 'trainer', PASSWORD)
  const known = first.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-myp_browser='))
  expect(known).toMatch(/HttpOnly; Secure; SameSite=Strict/)
  const cookie = known?.split(';')[0] as string

  await fail('203.0.113.21', 'trainer', 5)
  expect((await signIn('203.0.113.21', 'trainer', PASSWORD)).status).toBe(429)
  expect((await signIn('203.0.113.21', 'trainer', PASSWORD, { cookie })).status).toBe(200)
  // It is known for this person only, and has a limit of its own.
  expect((await signIn('203.0.113.21', 'admin', PASSWORD, { cookie })).status).toBe(429)
  for (let i = 0; i < 5; i++)
    expect((await signIn('203.0.113.21', 'trainer', WRONG, { cookie })).status).toBe(401)
  expect((await signIn('203.0.113.21', 'trainer', PASSWORD, { cookie })).status).toBe(429)
})

test.each([
  ['a forged', '__Host-myp_browser=eyJhbGciOiJub25lIn0.eyJwZW9wbGUiOltbInRyYWluZXIiLCJ4Il1dLCJpYXQiOjJ9.'],
  ['a damaged', '__Host-myp_browser=nothing'],
])('%s browser cookie is no browser cookie', async (_, cookie) => {
  await fail('203.0.113.30', 'trainer', 5)
  expect((await signIn('203.0.113.31', 'trainer', PASSWORD, { cookie })).status).toBe(429)
})

test('a hundred guesses at once are judged five times, not a hundred times', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => signIn(`203.0.113.${100 + i}`, 'ben', WRONG)),
  )
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(35)
})

test('what was typed as a name is not kept readable: people type passwords there', async () => {
  await fail('203.0.113.210', 'mein-geheimes-passwort', 1)
  const { results } = await workshop.db.prepare('select key from login_throttles').all()
  expect(JSON.stringify(results)).not.toContain('geheim')
})

test('a wrong password on an account is on record, the password is not', async () => {
  await fail('203.0.113.220', 'anna', 1)
  const row = await workshop.db
    .prepare("select * from audit_events where action = 'session.refuse' order by id desc")
    .first<Record<string, unknown>>()
  expect(row).toMatchObject({ entity_id: 'anna', address: '203.0.113.220', actor_kind: 'system' })
  expect(JSON.stringify(row)).not.toContain(WRONG)
})

test('a password that the machine was too busy to judge is no attempt', async () => {
  workshop.judge.isBusy = true
  try {
    for (let i = 0; i < 6; i++)
      expect((await signIn('192.0.2.77', 'anna', PASSWORD)).body.code).toBe('rate_limited')
  } finally {
    workshop.judge.isBusy = false
  }
  expect((await signIn('192.0.2.77', 'anna', PASSWORD)).status).toBe(200)
})
