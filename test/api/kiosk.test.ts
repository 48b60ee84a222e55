import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { enrolKiosk, givePin, PIN, visit } from '../support/kiosk.ts'
import { inMinutes, PASSWORD, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())
beforeEach(() => workshop.clear())

const MINUTE = 60_000

test('a code enrols one device, once, within ten minutes, and only its digest is kept', async () => {
  const admin = await workshop.as('admin')
  const { status, body: kiosk } = await admin.post('/api/kiosks', { name: 'Eingang' })
  expect(status).toBe(201)
  expect(kiosk.code).toMatch(/^\d{4} \d{4}$/)
  const rows = await workshop.db.prepare('select * from kiosks').all()
  expect(JSON.stringify(rows.results)).not.toContain(kiosk.code.replace(' ', ''))

  const first = workshop.visitor()
  const enrolled = await first.post('/api/kiosk/enrol', { code: kiosk.code })
  expect(enrolled).toMatchObject({ status: 200, body: { name: 'Eingang' } })
  expect(enrolled.headers.get('set-cookie')).toMatch(
    /__Host-myp_kiosk=\w+;.*HttpOnly; Secure; SameSite=Strict/,
  )
  expect((await first.get('/api/board')).status).toBe(200)
  const again = await workshop.visitor().post('/api/kiosk/enrol', { code: kiosk.code })
  expect(again.body).toMatchObject({ code: 'invalid_input', errors: [{ code: 'wrong_enrolment_code' }] })

  const { body: late } = await admin.post('/api/kiosks', { name: 'Halle' })
  await workshop.advance(10 * MINUTE)
  expect((await workshop.visitor().post('/api/kiosk/enrol', { code: late.code })).status).toBe(422)
})

test('codes can’t be tried one after the other', async () => {
  const device = workshop.visitor({ 'x-myp-client-ip': '203.0.113.7' })
  for (let i = 0; i < 5; i++)
    expect((await device.post('/api/kiosk/enrol', { code: `0000 000${i}` })).status).toBe(422)
  expect(await device.post('/api/kiosk/enrol', { code: '0000 0009' })).toMatchObject({
    status: 429,
    body: { code: 'locked_out' },
  })
})

test('a new code moves the kiosk to another device; the one before is out', async () => {
  const { id, device } = await enrolKiosk(workshop)
  const admin = await workshop.as('admin')
  const { body } = await admin.post(`/api/kiosks/${id}/code`)
  expect((await device.get('/api/board')).status).toBe(200)
  const next = workshop.visitor()
  expect((await next.post('/api/kiosk/enrol', { code: body.code })).status).toBe(200)
  expect((await next.get('/api/kiosk')).body.kiosk.id).toBe(id)
  expect((await device.get('/api/board')).status).toBe(401)
})

test('an admin sees when a kiosk was last heard of, and locks it out at once', async () => {
  const { id, device } = await enrolKiosk(workshop, 'Tor')
  const admin = await workshop.as('admin')
  const listed = async () =>
    (await admin.get('/api/kiosks')).body.items.find((kiosk: { id: string }) => kiosk.id === id)
  await workshop.advance(5 * MINUTE)
  await device.get('/api/kiosk')
  expect(await listed()).toMatchObject({ name: 'Tor', lastSeenAt: inMinutes(workshop, 0) })
  await givePin(workshop, 'anna')
  await visit(device, { username: 'anna', pin: PIN })
  await admin.delete(`/api/kiosks/${id}`)
  expect(await listed()).toBeUndefined()
  expect((await device.get('/api/kiosk')).status).toBe(401)
  expect((await device.get('/api/jobs')).status).toBe(401)
})

test('an enrolled device stays a kiosk, whoever is signed in on it', async () => {
  const admin = await workshop.as('admin')
  const { body: kiosk } = await admin.post('/api/kiosks', { name: 'Pult' })
  expect((await admin.post('/api/kiosk/enrol', { code: kiosk.code })).status).toBe(200)
  expect((await admin.get('/api/users')).status).toBe(403)
  expect((await admin.get('/api/auth/session')).status).toBe(403)
  // Nobody opens a session there that the next person would find.
  const { device } = await enrolKiosk(workshop)
  const login = await device.post('/api/auth/login', { username: 'anna', password: PASSWORD })
  expect(login.status).toBe(403)
})

test('the page learns what it needs: which kiosk, who, whether it is open, what is closed soon', async () => {
  const { id, device } = await enrolKiosk(workshop, 'Halle')
  const admin = await workshop.as('admin')
  const closure = { reason: 'Reinigung', startsAt: inMinutes(workshop, 60), endsAt: inMinutes(workshop, 120) }
  expect((await admin.post('/api/closures', closure)).status).toBe(201)
  await admin.patch('/api/settings', { booking: { openingHours: { 1: [{ from: '07:00', to: '16:00' }] } } })
  expect((await device.get('/api/kiosk')).body).toMatchObject({
    kiosk: { id, name: 'Halle' },
    visitor: null,
    isOpen: true,
    closures: [{ reason: 'Reinigung', printerId: null }],
  })
  await workshop.advance(7 * 60 * MINUTE)
  expect((await device.get('/api/kiosk')).body).toMatchObject({
    isOpen: false,
    opensAt: '2026-11-30T06:00:00.000Z',
  })
})

test('a device that is no kiosk has no state of one', async () => {
  expect((await (await workshop.as('anna')).get('/api/kiosk')).status).toBe(404)
  expect((await workshop.visitor().get('/api/kiosk')).status).toBe(401)
})
