import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { PASSWORD, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let trainer: Client
let secret: string
let recoveryCodes: string[]

/** What the app on the phone shows. */
const code = (at = workshop.now()): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })
const login = (more: Record<string, unknown> = {}) =>
  workshop.visitor().post('/api/auth/login', { username: 'trainer', password: PASSWORD, ...more })

beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())
beforeEach(async () => {
  await workshop.clear()
  const reset = 'update users set totp_secret = null, totp_enabled_at = null, totp_last_step = null'
  await workshop.db.batch([workshop.db.prepare(reset), workshop.db.prepare('delete from recovery_codes')])
  trainer = await workshop.as('trainer')
  const begun = await trainer.post('/api/auth/second-factor', { password: PASSWORD })
  expect(begun.status).toBe(201)
  secret = begun.body.secret
  const confirmed = await trainer.post('/api/auth/second-factor/confirm', { code: code() })
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200)
  recoveryCodes = confirmed.body.recoveryCodes
  await workshop.advance(30_000)
})

test('with a second factor, the password alone opens nothing', async () => {
  expect(await login()).toMatchObject({ status: 401, body: { code: 'second_factor_required' } })
  expect(await login({ code: '000000' })).toMatchObject({
    status: 401,
    body: { code: 'invalid_credentials' },
  })
  expect(await login({ code: code() })).toMatchObject({
    status: 200,
    body: { user: { hasSecondFactor: true } },
  })
})

test('a wrong password tells nothing about the second factor', async () => {
  expect(await login({ password: 'falsch falsch', code: code() })).toMatchObject({
    status: 401,
    body: { code: 'invalid_credentials' },
  })
})

test('a code is good once, also of two at the same time', async () => {
  const answers = await Promise.all([
    login({ code: code() }),
    login({ code: code() }),
    login({ code: code() }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  expect((await login({ code: code() })).status).toBe(401)
  await workshop.advance(30_000)
  expect((await login({ code: code() })).status).toBe(200)
})

test('a phone’s clock may be half a minute off, not two', async () => {
  await workshop.advance(120_000)
  expect((await login({ code: code(workshop.now() - 60_000) })).status).toBe(401)
  expect((await login({ code: code(workshop.now() + 60_000) })).status).toBe(401)
  expect((await login({ code: code(workshop.now() - 30_000) })).status).toBe(200)
  expect((await login({ code: code(workshop.now() + 30_000) })).status).toBe(200)
})

test('five wrong codes lock like five wrong passwords; a missing one is no guess', async () => {
  for (let i = 0; i < 7; i++) expect((await login()).body.code).toBe('second_factor_required')
  for (let i = 0; i < 5; i++) expect((await login({ code: '000000' })).status).toBe(401)
  expect((await login({ code: code() })).status).toBe(429)
})

test('a recovery code opens once', async () => {
  expect(recoveryCodes).toHaveLength(10)
  const [first] = recoveryCodes
  expect((await login({ code: first?.toUpperCase() })).status).toBe(200)
  expect((await login({ code: first })).status).toBe(401)
  expect((await trainer.get('/api/auth/second-factor')).body.recoveryCodesLeft).toBe(9)
  const renewed = await trainer.post('/api/auth/second-factor/recovery-codes', { password: PASSWORD })
  expect(renewed.body.recoveryCodes).toHaveLength(10)
  expect((await login({ code: recoveryCodes[1] })).status).toBe(401)
})

test('what the database keeps makes no codes', async () => {
  const row = await workshop.db.prepare("select totp_secret from users where id = 'trainer'").first<any>()
  expect(row.totp_secret).not.toContain(secret)
  const { results } = await workshop.db.prepare('select * from recovery_codes').all()
  for (const recovery of recoveryCodes)
    expect(JSON.stringify(results)).not.toContain(recovery.replace('-', ''))
})

test('a secret that is moved to another account opens nothing there', async () => {
  await workshop.db
    .prepare(
      `update users set totp_secret = (select totp_secret from users where id = 'trainer'), totp_enabled_at = 1
       where id = 'admin'`,
    )
    .run()
  const answer = await workshop
    .visitor()
    .post('/api/auth/login', { username: 'admin', password: PASSWORD, code: code() })
  expect(answer.status).not.toBe(200)
})

test('it is taken away with the password only, or by an admin, who ends the sessions', async () => {
  expect((await trainer.post('/api/auth/second-factor/disable', { password: 'falsch falsch' })).status).toBe(
    422,
  )
  const admin = await workshop.as('admin')
  expect((await admin.post('/api/users/trainer/reset-second-factor')).status).toBe(204)
  expect((await trainer.post('/api/notifications/read-all')).status).toBe(401)
  expect((await login()).status).toBe(200)
})

test('apprentices have no second factor', async () => {
  const anna = await workshop.as('anna')
  expect((await anna.post('/api/auth/second-factor', { password: PASSWORD })).status).toBe(403)
})
