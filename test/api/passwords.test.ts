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

const change = (newPassword: string, currentPassword = PASSWORD, headers = {}) =>
  anna.post('/api/auth/password', { currentPassword, newPassword }, headers)

test.each([
  ['kurz1234!', 'password_too_short'],
  ['ü'.repeat(37), 'password_too_long'],
  ['Passwort123', 'password_guessable'],
  ['qwertzuiopü', 'password_guessable'],
  ['aaaaaaaaaaaa', 'password_guessable'],
  ['Sommer2026!', 'password_guessable'],
  ['Anna.Muster2009', 'password_guessable'],
  [PASSWORD, 'same_password'],
])('%s is refused as %s, in plain German', async (password, code) => {
  const answer = await change(password)
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
  expect(answer.body.errors[0]).toMatchObject({ path: 'newPassword', code })
  for (const { message } of answer.body.errors) expect(message).toMatch(/[.)]$/)
  expect(JSON.stringify(answer.body)).not.toContain(password)
})

test('a guessable password is explained, with advice, in the reader’s language', async () => {
  const words = async (language: string) =>
    (await change('aaaaaaaaaaaa', PASSWORD, { 'accept-language': language })).body.errors.map(
      ({ message }: { message: string }) => message,
    )
  expect(await words('de')).toEqual([
    'Das Passwort ist zu leicht zu erraten.',
    'Wiederholte Zeichen wie „aaa“ sind leicht zu erraten.',
    'Nimm noch ein oder zwei ungewöhnliche Wörter dazu.',
    'Wiederhole nichts.',
  ])
  expect((await words('en'))[0]).toBe('The password is too easy to guess.')
})

test('changing the password needs the present one, and five wrong ones lock', async () => {
  for (let i = 0; i < 5; i++)
    expect(await change('Lötkolben-Kaffee-Montag', 'falsch falsch')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'currentPassword', code: 'wrong_password' }] },
    })
  expect(await change('Lötkolben-Kaffee-Montag')).toMatchObject({ status: 429, body: { code: 'locked_out' } })
})

test('a changed password signs out everywhere but here, where a new session begins', async () => {
  const ben = await workshop.as('ben')
  const elsewhere = await workshop.as('ben')
  const before = ben.cookie() as string
  const answer = await ben.post('/api/auth/password', {
    currentPassword: PASSWORD,
    newPassword: 'Lötkolben-Kaffee-Montag',
  })
  expect(answer.status).toBe(200)
  expect(ben.cookie()).not.toBe(before)
  expect((await elsewhere.post('/api/notifications/read-all')).status).toBe(401)
  expect((await workshop.visitor({ cookie: before }).post('/api/notifications/read-all')).status).toBe(401)
  const here = await ben.post('/api/notifications/read-all', {}, { 'x-csrf-token': answer.body.csrfToken })
  expect(here.status).toBeLessThan(300)

  const login = (password: string) =>
    workshop.visitor().post('/api/auth/login', { username: 'ben', password })
  expect((await login(PASSWORD)).status).toBe(401)
  expect((await login('Lötkolben-Kaffee-Montag')).status).toBe(200)
  // The same letters, composed differently by another keyboard.
  expect((await login('Lötkolben-Kaffee-Montag'.normalize('NFD'))).status).toBe(200)
})

test('whoever is named, a wrong password costs the same work: one bcrypt of the usual cost', async () => {
  const { hash } = await import('@node-rs/bcrypt')
  const usual = 12
  await workshop.db
    .prepare("update users set password_hash = ? where id in ('gast', 'ben')")
    .bind(await hash(PASSWORD, usual))
    .run()
  await workshop.db.prepare("update users set disabled_at = 1 where id = 'ben'").run()
  const admin = await workshop.as('admin')
  const { body } = await admin.post('/api/users', { username: 'neu', displayName: 'Neu', role: 'guest' })
  expect(body.temporaryPassword).toBeTruthy()
  for (const username of ['gast', 'ben', 'neu', 'niemand']) {
    workshop.passwordWork.length = 0
    const answer = await workshop
      .visitor({ 'x-myp-client-ip': crypto.randomUUID() })
      .post('/api/auth/login', { username, password: 'falsch falsch' })
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
    expect(workshop.passwordWork, username).toEqual([usual])
  }
})
