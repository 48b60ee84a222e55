import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { enrolKiosk, givePin, PIN, visit } from '../support/kiosk.ts'
import { inMinutes, PASSWORD, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let kioskId: string
let device: Client
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())
beforeEach(async () => {
  await workshop.clear()
  ;({ id: kioskId, device } = await enrolKiosk(workshop))
})

const MINUTE = 60_000
const here = async () => (await device.get('/api/kiosk')).body.visitor
const book = (client: Client, from = 0) =>
  client.post('/api/jobs', {
    printerId: 'printer-1',
    startsAt: inMinutes(workshop, from),
    endsAt: inMinutes(workshop, from + 60),
    title: 'Halter',
  })

test('a PIN is set with the password, must not be the obvious one, and is kept as a keyed hash', async () => {
  const anna = await workshop.as('anna')
  const wrong = await anna.put('/api/kiosk-access/pin', { password: 'falsch', pin: PIN })
  expect(wrong.body.errors).toMatchObject([{ path: 'password', code: 'wrong_password' }])
  const obvious = await anna.put('/api/kiosk-access/pin', { password: PASSWORD, pin: '123456' })
  expect(obvious.body.errors).toMatchObject([{ path: 'pin', code: 'pin_guessable' }])
  const set = await anna.put('/api/kiosk-access/pin', { password: PASSWORD, pin: PIN })
  expect(set.status).toBe(204)
  expect((await anna.get('/api/kiosk-access')).body).toEqual({
    pinSetAt: inMinutes(workshop, 0),
    badgeSetAt: null,
  })
  const row = await workshop.db.prepare('select * from kiosk_credentials').first<{ pin_hash: string }>()
  expect(row?.pin_hash).toMatch(/^\$2b\$12\$/)
  const trail = await workshop.db
    .prepare("select * from audit_events where action like 'kiosk_access.%'")
    .all()
  expect(trail.results).toHaveLength(1)
  expect(JSON.stringify(trail.results)).not.toContain(PIN)
})

test('by name and PIN one is signed in at the kiosk, books, checks in, extends and finishes', async () => {
  await givePin(workshop, 'anna')
  expect(await visit(device, { username: 'Anna', pin: PIN })).toMatchObject({
    status: 200,
    body: { id: 'anna', displayName: 'Anna Muster', idleSeconds: 60 },
  })
  const { status, body: job } = await book(device)
  expect(status, JSON.stringify(job)).toBe(201)
  expect(job).toMatchObject({ userId: 'anna' })
  expect((await device.post(`/api/jobs/${job.id}/start`)).body.checkedInAt).toBe(inMinutes(workshop, 0))
  expect((await device.post(`/api/jobs/${job.id}/extend`, { minutes: 30 })).body.endsAt).toBe(
    inMinutes(workshop, 90),
  )
  await workshop.db.prepare("update jobs set status = 'running'").run()
  expect((await device.post(`/api/jobs/${job.id}/finish`)).body.status).toBe('finished')
  expect((await device.post('/api/kiosk/sign-out')).status).toBe(204)
  expect(await here()).toBeNull()
})

test('who taps their own reservation needs the PIN only', async () => {
  await givePin(workshop, 'anna')
  expect((await visit(device, { userId: 'anna', pin: PIN })).status).toBe(200)
})

test('without a touch for a minute one is signed out; looking alone keeps nobody in', async () => {
  await givePin(workshop, 'anna')
  await visit(device, { username: 'anna', pin: PIN })
  await workshop.advance(50_000)
  expect((await device.post('/api/kiosk/keep')).status).toBe(204)
  await workshop.advance(50_000)
  expect(await here()).toMatchObject({ id: 'anna' })
  await workshop.advance(30_000)
  expect(await here()).toBeNull()
  expect((await book(device)).status).toBe(403)
})

test('nobody stays longer than a quarter of an hour', async () => {
  await givePin(workshop, 'anna')
  await visit(device, { username: 'anna', pin: PIN })
  for (let minute = 1; minute < 15; minute++) {
    await workshop.advance(MINUTE)
    expect((await device.post('/api/kiosk/keep')).status).toBe(204)
  }
  await workshop.advance(MINUTE)
  expect(await here()).toBeNull()
})

test('a visit is worth nothing on another device, nor without the kiosk', async () => {
  await givePin(workshop, 'anna')
  await visit(device, { username: 'anna', pin: PIN })
  const [, visitCookie = ''] = (device.cookie() ?? '').split('; ')
  expect(visitCookie).toMatch(/^__Host-myp_visit=/)
  expect((await workshop.visitor({ cookie: visitCookie }).get('/api/jobs')).status).toBe(401)
  const other = (await enrolKiosk(workshop, 'Tor')).device.cookie()
  expect((await workshop.visitor({ cookie: `${other}; ${visitCookie}` }).get('/api/jobs')).status).toBe(403)
})

test('a write in a visit needs its CSRF token', async () => {
  await givePin(workshop, 'anna')
  await visit(device, { username: 'anna', pin: PIN })
  device.useCsrfToken('wrong')
  expect((await book(device)).body.code).toBe('csrf_failed')
})

test('a PIN opens to trainers and admins no more than to apprentices', async () => {
  await givePin(workshop, 'admin')
  const job = (await book(await workshop.as('ben'))).body
  await (await workshop.as('admin')).patch('/api/settings', { nameDisplay: 'initials' })
  await visit(device, { username: 'admin', pin: PIN })
  for (const path of ['/api/users', '/api/audit', '/api/settings', '/api/kiosks', '/api/guest-requests'])
    expect((await device.get(path)).status, path).toBe(403)
  expect((await device.post(`/api/jobs/${job.id}/cancel`, { reason: 'weg' })).status).toBe(403)
  expect((await device.post('/api/plugs/all-off', { reason: 'weg' })).status).toBe(403)
  expect((await device.post('/api/kiosk/enrol', { code: '1234 5678' })).status).toBe(403)
  // Others read along: the privacy setting holds for everybody at the kiosk.
  const seen = JSON.stringify([(await device.get('/api/jobs')).body, (await device.get('/api/board')).body])
  expect(seen).toContain('B. B.')
  expect(seen).not.toContain('Ben Beispiel')
})

test('five wrong PINs lock this person at this kiosk, and neither others nor other kiosks', async () => {
  await givePin(workshop, 'anna')
  await givePin(workshop, 'ben')
  for (let i = 0; i < 5; i++)
    expect((await visit(device, { username: 'anna', pin: '000000' })).body.code).toBe('invalid_credentials')
  // By whatever way the person is named, and with the right one too.
  expect((await visit(device, { username: 'anna', pin: PIN })).body.code).toBe('locked_out')
  expect((await visit(device, { userId: 'anna', pin: PIN })).body.code).toBe('locked_out')
  expect((await visit(device, { username: 'ben', pin: PIN })).status).toBe(200)
  const other = (await enrolKiosk(workshop, 'Tor')).device
  expect((await visit(other, { username: 'anna', pin: PIN })).status).toBe(200)
  // A new PIN is a new chance.
  await device.post('/api/kiosk/sign-out')
  const change = { password: PASSWORD, pin: '907164' }
  expect((await (await workshop.as('anna')).put('/api/kiosk-access/pin', change)).status).toBe(204)
  expect((await visit(device, { username: 'anna', pin: '907164' })).status).toBe(200)
})

test('unknown, without a PIN, disabled and wrong look alike', async () => {
  await givePin(workshop, 'ben')
  await workshop.db.prepare("update users set disabled_at = 1 where id = 'ben'").run()
  const answers = []
  const requests: Record<string, string>[] = [
    { username: 'niemand', pin: PIN },
    { username: 'gast', pin: PIN },
    { username: 'ben', pin: PIN },
    { userId: 'trainer', pin: PIN },
    { badge: '04A2B3C4D5' },
  ]
  for (const request of requests) answers.push(await visit(device, request))
  await workshop.db.prepare("update users set disabled_at = null where id = 'ben'").run()
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
    answers.map(() => [401, 'invalid_credentials']),
  )
})

test('a badge is tied to the person at the kiosk, signs in by itself, and belongs to one', async () => {
  await givePin(workshop, 'anna')
  await givePin(workshop, 'ben')
  await visit(device, { username: 'anna', pin: PIN })
  expect((await device.post('/api/kiosk/badge', { badge: '04A2B3C4D5' })).status).toBe(204)
  await device.post('/api/kiosk/sign-out')
  expect((await visit(device, { badge: '04a2b3c4d5' })).body).toMatchObject({ id: 'anna' })
  await device.post('/api/kiosk/sign-out')
  await visit(device, { username: 'ben', pin: PIN })
  expect((await device.post('/api/kiosk/badge', { badge: '04A2B3C4D5' })).body).toMatchObject({
    code: 'conflict',
    errors: [{ code: 'badge_taken' }],
  })
  const rows = await workshop.db.prepare('select badge_hash from kiosk_credentials').all()
  expect(JSON.stringify(rows.results)).not.toMatch(/04A2B3/i)
  // A lost one is taken away at home.
  expect((await (await workshop.as('anna')).delete('/api/kiosk-access/badge')).status).toBe(204)
  await device.post('/api/kiosk/sign-out')
  expect((await visit(device, { badge: '04A2B3C4D5' })).status).toBe(401)
})

test('badges can’t be tried one after the other', async () => {
  for (let i = 0; i < 5; i++) expect((await visit(device, { badge: `04A2B3C4D${i}` })).status).toBe(401)
  expect((await visit(device, { badge: '04A2B3C4D9' })).body.code).toBe('locked_out')
})

test('who has just been disabled is out at the next request', async () => {
  await givePin(workshop, 'anna')
  await visit(device, { username: 'anna', pin: PIN })
  await workshop.db.prepare("update users set disabled_at = 1 where id = 'anna'").run()
  expect(await here()).toBeNull()
  await workshop.db.prepare("update users set disabled_at = null where id = 'anna'").run()
})

test('a fault is reported at the kiosk: trainers are told, and the machine is out of service', async () => {
  await givePin(workshop, 'anna')
  await visit(device, { username: 'anna', pin: PIN })
  const report = { text: 'Düse verstopft', outOfOrder: true }
  expect((await device.post('/api/printers/printer-2/problems', report)).status).toBe(201)
  const trainer = await workshop.as('trainer')
  expect((await trainer.get('/api/notifications')).body.items[0].text).toContain('Düse verstopft')
  expect((await trainer.get('/api/incidents?open=true')).body.items).toMatchObject([
    { kind: 'fault_report', severity: 'critical', printerId: 'printer-2' },
  ])
  const { printers } = (await device.get('/api/board')).body
  expect(printers.find(({ id }: { id: string }) => id === 'printer-2').serviceState).toBe('out_of_order')
})

test('the kiosk that signed somebody in is in the trail, with what they did', async () => {
  await givePin(workshop, 'anna')
  await visit(device, { username: 'anna', pin: PIN })
  const start = await workshop.db
    .prepare("select * from audit_events where action = 'kiosk_visit.start' order by id desc")
    .first<{ actor_id: string; changes: string }>()
  expect(start?.actor_id).toBe('anna')
  expect(JSON.parse(start?.changes ?? '')).toEqual({ kiosk: [null, kioskId], method: [null, 'pin'] })
})
