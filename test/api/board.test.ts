import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolKiosk } from '../support/kiosk.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop({ plugAddresses: ['127.0.0.1:9'] })
})
afterAll(() => workshop.stop())

test('the socket of the worker answers only the gateway', async () => {
  for (const path of ['/api/health', '/api/board', '/api/auth/login']) {
    const answer = await fetch(new URL(path, workshop.url))
    expect(answer.status).toBe(403)
    const guessed = await fetch(new URL(path, workshop.url), { headers: { 'x-myp-gateway': 'guess' } })
    expect(guessed.status).toBe(403)
  }
})

test('anybody may know that it is up and whose it is, nothing else', async () => {
  const visitor = workshop.visitor()
  expect(await visitor.get('/api/health')).toMatchObject({ status: 200, body: { status: 'degraded' } })
  expect((await visitor.get('/api/site')).body).toMatchObject({
    demo: false,
    demoAccounts: [],
    timeZone: 'Europe/Berlin',
  })
  for (const path of ['/api/board', '/api/printers', '/api/jobs', '/api/kiosks']) {
    expect((await visitor.get(path)).status, path).toBe(401)
  }
})

test('with the bridge down every plug is unknown, never off', async () => {
  const anna = await workshop.as('anna')
  const { body } = await anna.get('/api/printers')
  expect(body.items[0].power).toMatchObject({
    state: 'unknown',
    stale: true,
    failure: { kind: 'bridge_unreachable' },
  })
  // No plug, no power: that is something else than a plug that is silent.
  expect(body.items[1].power).toBeNull()
})

test('an unchanged board costs no bytes, a changed one is new at once', async () => {
  const anna = await workshop.as('anna')
  const first = await anna.get('/api/board')
  expect(first.body.printers).toHaveLength(2)
  const etag = first.headers.get('etag') as string
  expect((await anna.get('/api/board', { 'if-none-match': etag })).status).toBe(304)

  const startsAt = inMinutes(workshop, 60)
  await anna.post('/api/jobs', {
    printerId: 'printer-1',
    startsAt,
    endsAt: inMinutes(workshop, 90),
    title: 'Halter',
  })
  const second = await anna.get('/api/board', { 'if-none-match': etag })
  expect(second.status).toBe(200)
  expect(second.body.printers[0].nextJob).toMatchObject({ title: 'Halter', startsAt })
})

test('a machine in a closure says when it opens again, for as long as the closure holds', async () => {
  const admin = await workshop.as('admin')
  const startsAt = inMinutes(workshop, 0)
  const close = async (more: object) =>
    (await admin.post('/api/closures', { reason: 'Inventur', startsAt, ...more })).body.id as string
  const ids = [
    await close({ endsAt: inMinutes(workshop, 30) }),
    await close({ printerId: 'printer-1', endsAt: inMinutes(workshop, 50) }),
  ]
  const reopensAt = async () =>
    (await admin.get('/api/board')).body.printers.map((printer: any) => printer.reopensAt)
  expect(await reopensAt()).toEqual([inMinutes(workshop, 50), inMinutes(workshop, 30)])
  for (const id of ids) expect((await admin.delete(`/api/closures/${id}`)).status).toBe(204)
  expect(await reopensAt()).toEqual([null, null])
  await close({ startsAt: inMinutes(workshop, 5), endsAt: inMinutes(workshop, 30) })
  expect(await reopensAt()).toEqual([null, null])
})

test('a kiosk sees the board with its token until an admin takes it away, and nothing else', async () => {
  const admin = await workshop.as('admin')
  const { id, device } = await enrolKiosk(workshop, 'Eingang')
  expect((await device.get('/api/board')).status).toBe(200)
  for (const path of ['/api/jobs', '/api/printers', '/api/kiosks'])
    expect((await device.get(path)).status).toBe(403)
  expect((await device.post('/api/jobs', {})).status).not.toBe(201)

  expect((await admin.get('/api/kiosks')).body.items).toMatchObject([{ id, name: 'Eingang' }])
  expect((await admin.delete(`/api/kiosks/${id}`)).status).toBe(204)
  expect((await device.get('/api/board')).status).toBe(401)
})

test('only an admin enrols kiosks', async () => {
  const trainer = await workshop.as('trainer')
  expect((await trainer.post('/api/kiosks', { name: 'Meiner' })).status).toBe(403)
})

test('a path that is not there is not found, as a problem', async () => {
  const anna = await workshop.as('anna')
  const answer = await anna.get('/api/nothing')
  expect(answer).toMatchObject({ status: 404, body: { code: 'not_found', status: 404 } })
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
})
