import { sign } from '@tsndr/cloudflare-worker-jwt'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { COMMAND_AUDIENCE } from '../../host/protocol.ts'
import type { Client } from '../support/client.ts'
import { enrolKiosk } from '../support/kiosk.ts'
import { newcomers } from '../support/newcomers.ts'
import { BRIDGE_SECRET, inMinutes, PASSWORD, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let admin: Client
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())
beforeEach(async () => {
  await workshop.clear()
  admin = await workshop.as('admin')
})

const { addPerson, settled } = newcomers(
  () => workshop,
  () => admin,
)

test('a new person signs in with the temporary password and can do nothing before choosing another', async () => {
  const person = await addPerson()
  expect(person.temporary).toMatch(/^([a-z2-9]{4}-){2}[a-z2-9]{4}$/)
  const client = workshop.visitor()
  const login = await client.signIn(person.username, person.temporary)
  expect(login.body.user).toMatchObject({ mustChangePassword: true })
  for (const [method, path] of [
    ['GET', '/api/board'],
    ['GET', '/api/jobs'],
    ['POST', '/api/jobs'],
    ['GET', '/api/auth/sessions'],
  ] as const)
    expect(await client.send(method, path, method === 'POST' ? {} : undefined), path).toMatchObject({
      status: 403,
      body: { code: 'password_change_required' },
    })
  expect((await client.get('/api/auth/session')).status).toBe(200)
  expect((await client.post('/api/auth/logout')).status).toBe(204)
})

test('a temporary password may be typed without its dashes and ends after 14 days', async () => {
  const person = await addPerson()
  const login = { username: person.username, password: person.temporary.replaceAll('-', '').toUpperCase() }
  expect((await workshop.visitor().post('/api/auth/login', login)).status).toBe(200)
  const before = workshop.now()
  await workshop.advance(14 * 86_400_000)
  expect((await workshop.visitor().post('/api/auth/login', login)).status).toBe(401)
  await workshop.setClock(before)
})

test('temporary passwords and hashes stand in no answer but the first, and in no record', async () => {
  const person = await addPerson()
  for (const path of [`/api/users/${person.id}`, '/api/users', `/api/users/${person.id}/export`]) {
    const text = JSON.stringify((await admin.get(path)).body)
    expect(text).not.toMatch(/temporary\$|\$2[aby]\$|password_?hash/i)
    expect(text).not.toContain(person.temporary)
  }
  const { results } = await workshop.db.prepare('select changes from audit_events').all()
  expect(JSON.stringify(results)).not.toMatch(/temporary\$|\$2[aby]\$/)
})

test('an anonymised person is nameless everywhere, and what they did stays for the figures', async () => {
  const person = await settled({ displayName: 'Verena Vergessen' })
  const { body: job } = await person.client.post('/api/jobs', {
    printerId: 'printer-2',
    startsAt: inMinutes(workshop, 0),
    endsAt: inMinutes(workshop, 30),
    title: 'Geschenk für Oma Vergessen',
    note: 'bitte nicht stören',
  })
  expect((await admin.post(`/api/users/${person.id}/anonymise`)).status).toBe(204)

  expect((await admin.get(`/api/users/${person.id}`)).status).toBe(404)
  expect((await admin.get(`/api/jobs/${job.id}`)).body).toMatchObject({
    userName: 'Anonym',
    title: '–',
    note: null,
  })
  for (const table of ['users', 'sessions', 'jobs', 'audit_events', 'notifications', 'recovery_codes']) {
    const { results } = await workshop.db.prepare(`select * from ${table}`).all()
    expect(JSON.stringify(results), table).not.toMatch(/Vergessen|nicht stören/)
    if (table !== 'users') expect(JSON.stringify(results), table).not.toContain(person.username)
  }
  expect((await admin.post(`/api/users/${person.id}/anonymise`)).status).toBe(404)
  expect((await admin.patch(`/api/users/${person.id}`, { displayName: 'Doch wieder' })).status).toBe(404)
})

test('the trail of those who are not anonymised can’t be emptied', async () => {
  for (const change of ["changes = '{}'", 'address = null', "action = 'x.y'"]) {
    const update = workshop.db.prepare(`update audit_events set ${change} where actor_id = 'admin'`)
    await expect(update.run()).rejects.toThrow('append_only')
  }
})

test('everybody gets their own data, and nobody else’s but an admin, who is on record', async () => {
  const person = await settled()
  const own = await person.client.get(`/api/users/${person.id}/export`)
  expect(own.status).toBe(200)
  expect(own.body).toMatchObject({ person: { username: person.username }, jobs: [], cohorts: [] })
  expect(own.headers.get('content-disposition')).toContain('attachment')
  expect((await person.client.get('/api/users/anna/export')).status).toBe(403)
  expect((await admin.get(`/api/users/${person.id}/export`)).status).toBe(200)
  const row = await workshop.db
    .prepare(
      "select actor_id from audit_events where action = 'user.export' and entity_id = ? order by id desc",
    )
    .bind(person.id)
    .first()
  expect(row).toEqual({ actor_id: 'admin' })
})

test('their data holds what is kept about a person in every corner, and no secret', async () => {
  const person = await settled({ displayName: 'Dora Daten' })
  const pin = { password: person.password, pin: '482913' }
  expect((await person.client.put('/api/kiosk-access/pin', pin)).status).toBe(204)
  await person.client.post('/api/waiting-list', {
    printerId: 'printer-1',
    minutes: 30,
    from: inMinutes(workshop, 60),
    until: inMinutes(workshop, 600),
  })
  await person.client.post('/api/calendar', {})
  await person.client.post('/api/printers/printer-1/problems', { text: 'Riemen lose' })
  const { device } = await enrolKiosk(workshop)
  const visit = { username: person.username, pin: '482913' }
  expect((await device.post('/api/kiosk/sign-in', visit)).status).toBe(200)

  const { body } = await person.client.get(`/api/users/${person.id}/export`)
  expect(body).toMatchObject({
    person: { displayName: 'Dora Daten', badgeSetAt: null, recoveryCodesLeft: 0 },
    kioskVisits: [{ kiosk: 'Halle', method: 'pin', endedAt: null }],
    waitingList: [{ printerId: 'printer-1', minutes: 30 }],
    calendarLinks: [{ printerId: null, revokedAt: null }],
    faultReports: [{ text: 'Riemen lose' }],
    qualifications: [],
    series: [],
    measurements: [],
  })
  expect(body.person.pinSetAt).toBe(new Date(workshop.now()).toISOString())
  expect(body.notifications.map(({ kind }: { kind: string }) => kind)).toContain('access_changed')
  expect(body.sessions.length).toBeGreaterThan(1)
  expect(body.trail.map(({ action }: { action: string }) => action)).toEqual(
    expect.arrayContaining(['user.add', 'kiosk_access.set_pin', 'kiosk_visit.start', 'session.start']),
  )
  expect(JSON.stringify(body)).not.toMatch(/482913|Hash|\$2[aby]\$|totpSecret/)
})

test('a reset password lets in with the new temporary one only, and ends every session', async () => {
  const person = await settled()
  const { body } = await admin.post(`/api/users/${person.id}/reset-password`)
  expect((await person.client.post('/api/notifications/read-all')).status).toBe(401)
  const login = (password: string) =>
    workshop.visitor().post('/api/auth/login', { username: person.username, password })
  expect((await login(person.password)).status).toBe(401)
  expect((await login(body.temporaryPassword)).body.user).toMatchObject({ mustChangePassword: true })
})

test('an admin without a way in gets one from the machine itself, and from nowhere else', async () => {
  const lost = await settled({ role: 'admin', displayName: 'Ada Allein' })
  await workshop.db
    .prepare("update users set totp_secret = 'sealed', totp_enabled_at = 1 where id = ?")
    .bind(lost.id)
    .run()
  const tokenOf = (key: string, claims: object) =>
    sign({ aud: COMMAND_AUDIENCE, exp: Math.floor(Date.now() / 1000) + 60, ...claims }, key)
  const reset = async (username: string, key = workshop.gatewaySecret, claims = {}) =>
    workshop.visitor().post(
      '/internal/reset-admin',
      { username },
      {
        authorization: `Bearer ${await tokenOf(key, claims)}`,
      },
    )
  expect((await workshop.visitor().post('/internal/reset-admin', { username: lost.username })).status).toBe(
    401,
  )
  expect((await reset(lost.username, BRIDGE_SECRET)).status).toBe(401)
  expect((await reset(lost.username, workshop.gatewaySecret, { aud: 'worker' })).status).toBe(401)
  expect((await reset(lost.username, workshop.gatewaySecret, { exp: 1 })).status).toBe(401)
  expect((await reset('anna')).status).toBe(404)
  expect((await reset('nobody')).status).toBe(404)
  expect((await lost.client.post('/api/notifications/read-all')).status).toBe(204)

  const { status, body } = await reset(lost.username)
  expect(status).toBe(200)
  expect((await lost.client.post('/api/notifications/read-all')).status).toBe(401)
  const login = (password: string) =>
    workshop.visitor().post('/api/auth/login', { username: lost.username, password })
  expect((await login(lost.password)).status).toBe(401)
  expect((await login(body.temporaryPassword)).body.user).toMatchObject({
    mustChangePassword: true,
    hasSecondFactor: false,
  })
  const [event] = (await admin.get('/api/audit?action=user.reset_on_machine')).body.items
  expect(event).toMatchObject({ actor: { kind: 'system' }, entityId: lost.id })
  expect((await admin.get('/api/notifications')).body.items[0]).toMatchObject({
    kind: 'admin_reset',
    text: expect.stringContaining('Ada Allein'),
  })
})

test('an admin lets somebody try again who has locked themselves out', async () => {
  const person = await settled()
  const login = (password: string, address: string) =>
    workshop
      .visitor({ 'x-myp-client-ip': address })
      .post('/api/auth/login', { username: person.username, password })
  for (let i = 0; i < 5; i++) await login('falsch falsch', `198.51.100.${i}`)
  expect((await login(person.password, '198.51.100.9')).status).toBe(429)
  const seen = async () => (await admin.get(`/api/users/${person.id}`)).body.lockEndsAt
  expect(await seen()).toBe(inMinutes(workshop, 5))
  expect((await admin.post(`/api/users/${person.id}/unlock`)).status).toBe(204)
  expect(await seen()).toBe(null)
  expect((await login(person.password, '198.51.100.9')).status).toBe(200)
})

test('an admin signs somebody out everywhere', async () => {
  const person = await settled()
  expect((await admin.post(`/api/users/${person.id}/end-sessions`)).status).toBe(204)
  expect((await person.client.post('/api/notifications/read-all')).status).toBe(401)
  expect((await admin.post('/api/users/nobody/end-sessions')).status).toBe(404)
})

test('one sees and ends one’s own sessions, never another’s', async () => {
  const person = await settled()
  const phone = workshop.visitor({ 'user-agent': 'Phone' })
  await phone.signIn(person.username, person.password)
  const { body } = await phone.get('/api/auth/sessions')
  expect(body.items).toHaveLength(2)
  expect(body.items.filter((item: { isCurrent: boolean }) => item.isCurrent)).toHaveLength(1)
  const other = body.items.find((item: { isCurrent: boolean }) => !item.isCurrent)

  expect((await admin.delete(`/api/auth/sessions/${other.id}`)).status).toBe(404)
  expect((await phone.delete(`/api/auth/sessions/${other.id}`)).status).toBe(204)
  expect((await person.client.post('/api/notifications/read-all')).status).toBe(401)

  const laptop = workshop.visitor()
  await laptop.signIn(person.username, person.password)
  expect((await laptop.delete('/api/auth/sessions')).status).toBe(204)
  expect((await phone.post('/api/notifications/read-all')).status).toBe(401)
  expect((await laptop.get('/api/auth/sessions')).body.items).toHaveLength(1)
})

test('signing in again in the same browser ends the session it had', async () => {
  const browser = await workshop.as('anna')
  const before = browser.cookie() as string
  await browser.signIn('anna', PASSWORD)
  expect(browser.cookie()).not.toBe(before)
  expect((await workshop.visitor({ cookie: before }).post('/api/notifications/read-all')).status).toBe(401)
})
