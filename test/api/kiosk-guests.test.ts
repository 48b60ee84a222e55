import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { enrolKiosk } from '../support/kiosk.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let device: Client
let trainer: Client
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())
beforeEach(async () => {
  await workshop.clear()
  ;({ device } = await enrolKiosk(workshop))
  trainer = await workshop.as('trainer')
})

const WISH = { name: 'Gisela Gast', purpose: 'Namensschild', printerId: 'printer-1', minutes: 60 }
const ask = async (wish = WISH): Promise<string> => {
  const { status, body } = await device.post('/api/kiosk/guest-requests', wish)
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}
const approved = async (wish = WISH): Promise<string> =>
  (await trainer.post(`/api/guest-requests/${await ask(wish)}/approve`)).body.code
const start = (code: string) => device.post('/api/kiosk/guest-jobs', { code })

test('a guest asks, a trainer approves, the code starts one job and ends it', async () => {
  const id = await ask()
  expect((await trainer.get('/api/notifications')).body.items[0].text).toContain('Gisela Gast')
  expect((await trainer.get('/api/guest-requests?status=waiting')).body.items).toMatchObject([
    { id, name: 'Gisela Gast', purpose: 'Namensschild', printerName: 'Drucker 1', status: 'waiting' },
  ])
  const { body } = await trainer.post(`/api/guest-requests/${id}/approve`)
  expect(body.code).toMatch(/^\d{4} \d{4}$/)
  const { results } = await workshop.db.prepare('select * from guest_requests').all()
  expect(JSON.stringify(results)).not.toContain(body.code.replace(' ', ''))

  const started = await start(body.code.replace(' ', ''))
  expect(started.status, JSON.stringify(started.body)).toBe(201)
  expect(started.body).toMatchObject({
    title: 'Namensschild',
    userName: 'Gast',
    endsAt: inMinutes(workshop, 60),
  })
  expect(await start(body.code)).toMatchObject({ status: 409, body: { code: 'slot_taken' } })
  expect((await trainer.get(`/api/jobs/${started.body.id}`)).body).toMatchObject({ note: 'Gisela Gast' })
  await workshop.db.prepare("update jobs set status = 'running'").run()
  const finished = await device.post('/api/kiosk/guest-jobs/finish', { code: body.code })
  expect(finished.body).toMatchObject({ id: started.body.id, status: 'finished' })
  expect(await start(body.code)).toMatchObject({ status: 409, body: { code: 'invalid_state' } })
})

test('of two who type the same code at once, one starts', async () => {
  const code = await approved()
  const answers = await Promise.all([start(code), start(code)])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
})

test('a guest gets what is free before the next reservation, and nobody’s slot', async () => {
  const anna = await workshop.as('anna')
  const slot = { startsAt: inMinutes(workshop, 30), endsAt: inMinutes(workshop, 90) }
  expect((await anna.post('/api/jobs', { printerId: 'printer-1', title: 'Halter', ...slot })).status).toBe(
    201,
  )
  expect((await start(await approved())).body.endsAt).toBe(inMinutes(workshop, 30))
  await workshop.advance(20 * 60_000)
  const late = await start(await approved())
  expect(late.body).toMatchObject({ code: 'slot_taken', conflicts: [{}, {}] })
})

test('wrong, rejected and old codes start nothing, and can’t be tried one after the other', async () => {
  const id = await ask()
  const { code } = (await trainer.post(`/api/guest-requests/${id}/approve`)).body
  expect((await trainer.post(`/api/guest-requests/${id}/reject`)).body.status).toBe('rejected')
  expect((await start(code)).body.errors).toMatchObject([{ code: 'wrong_guest_code' }])
  const old = await approved()
  await workshop.advance(12 * 3_600_000)
  expect((await start(old)).status).toBe(422)
  for (let i = 0; i < 4; i++) await start(`1111 222${i}`)
  expect((await start('3333 4444')).body.code).toBe('locked_out')
})

test('a machine out of service is not started, also not with a code', async () => {
  const code = await approved()
  await workshop.db.prepare("update printers set service_state = 'out_of_order' where id = 'printer-1'").run()
  expect((await start(code)).body).toMatchObject({ code: 'booking_rules' })
})

test('only so many wait at a kiosk, and not for ever', async () => {
  for (let i = 0; i < 5; i++) await ask()
  expect(await device.post('/api/kiosk/guest-requests', WISH)).toMatchObject({
    status: 409,
    body: { code: 'conflict', errors: [{ code: 'too_many_guests' }] },
  })
  await workshop.advance(25 * 3_600_000)
  trainer = await workshop.as('trainer')
  expect((await trainer.get('/api/guest-requests?status=waiting')).body.items).toEqual([])
  await ask()
})

test('apprentices don’t decide about guests', async () => {
  const id = await ask()
  const anna = await workshop.as('anna')
  expect((await anna.get('/api/guest-requests')).status).toBe(403)
  expect((await anna.post(`/api/guest-requests/${id}/approve`)).status).toBe(403)
})
