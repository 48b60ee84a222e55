import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cleanPhoto } from '../../worker/domain/photo/photo.ts'
import type { Client } from '../support/client.ts'
import { jpegWithSecrets, pngWithSecrets, SECRET } from '../support/photos.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

const DAY = 86_400_000

let workshop: Workshop
let anna: Client
let trainer: Client
beforeAll(async () => {
  workshop = await startWorkshop()
  anna = await workshop.as('anna')
  trainer = await workshop.as('trainer')
})
beforeEach(() => workshop.clear())
afterAll(() => workshop.stop())

const serviceState = async () => (await anna.get('/api/printers/printer-1')).body.serviceState
const report = async (wish = {}): Promise<string> => {
  const { status, body } = await anna.post('/api/printers/printer-1/problems', {
    text: 'Lüfter klappert',
    ...wish,
  })
  expect(status).toBe(201)
  return body.id
}
const answer = (id: string, more = {}) =>
  trainer.post(`/api/problems/${id}/answer`, { state: 'done', answer: 'Lüfter getauscht', ...more })
const openKinds = async (): Promise<string[]> => {
  const { body } = await trainer.get('/api/incidents?open=true')
  const kinds: string[] = body.items.map(({ kind }: { kind: string }) => kind)
  // Of the bridge, which is not running here.
  return kinds.filter((kind) => kind !== 'bridge_unreachable')
}
/** In one instant, in no order. */
const told = async (): Promise<string[]> => {
  const { items } = (await anna.get('/api/notifications')).body
  return items.map(({ text }: { text: string }) => text).sort()
}
/** Bytes, which the client's own sending would take for JSON. */
const upload = (id: string, bytes: Uint8Array<ArrayBuffer>, type = 'image/jpeg', who = anna) =>
  who.sendBytes('PUT', `/api/problems/${id}/photo`, bytes, type)

/** A photo of so many bytes: a scan may be as long as it likes. */
const jpegOf = (bytes: number) => {
  const photo = jpegWithSecrets()
  const end = Buffer.from(photo).lastIndexOf(Buffer.from([0xff, 0xd9]))
  const whole = new Uint8Array(bytes).fill(0x55)
  whole.set(photo.subarray(0, end))
  whole.set([0xff, 0xd9], bytes - 2)
  return whole
}

test('a fault is an incident for staff, and the reporter gets the answer', async () => {
  const id = await report()
  expect(await openKinds()).toEqual(['fault_report'])
  expect(await serviceState()).toBe('available')
  const ben = await workshop.as('ben')
  expect((await ben.get('/api/printers/printer-1/problems')).body.items).toMatchObject([
    { text: 'Lüfter klappert', userId: null, userName: null },
  ])
  expect((await trainer.get('/api/problems?open=true')).body.items).toMatchObject([
    { id, userName: 'Anna Muster', printerName: 'Drucker 1', state: 'open' },
  ])
  expect((await ben.get('/api/problems')).body.items).toEqual([])
  expect((await ben.get(`/api/problems/${id}`)).status).toBe(404)

  expect((await anna.post(`/api/problems/${id}/answer`, { state: 'done', answer: 'x' })).status).toBe(403)
  await answer(id, { state: 'in_progress', answer: 'Ersatzteil bestellt' })
  expect(await told()).toEqual([
    'In Arbeit: deine Störungsmeldung zu Drucker 1. Antwort: Ersatzteil bestellt',
  ])
  expect((await answer(id)).body.state).toBe('done')
  expect(await openKinds()).toEqual([])
  expect((await told())[0]).toBe('Erledigt: deine Störungsmeldung zu Drucker 1. Antwort: Lüfter getauscht')
  expect((await answer(id)).status).toBe(409)
  expect((await trainer.get('/api/problems?open=true')).body.items).toEqual([])
})

test('who resolves the incident has dealt with the report', async () => {
  const id = await report()
  await trainer.post(`/api/incidents/${id}/resolve`, { resolution: 'War nur Staub' })
  expect((await anna.get(`/api/problems/${id}`)).body).toMatchObject({
    state: 'done',
    answer: 'War nur Staub',
  })
  expect(await told()).toEqual(['Erledigt: deine Störungsmeldung zu Drucker 1. Antwort: War nur Staub'])
  expect((await answer(id)).status).toBe(409)
})

test('incidents are searched by machine, words and resolution, and sorted by time and urgency', async () => {
  const insert = (id: string, kind: string, severity: string, printerId: string, openedAt: number) =>
    workshop.db
      .prepare(
        `insert into incidents (id, kind, severity, cause, printer_id, details, opened_at, closed_at)
         values (?1, ?2, ?3, ?1, ?4, '{}', ?5, ?5)`,
      )
      .bind(id, kind, severity, printerId, openedAt)
      .run()
  await insert('hot', 'plug_overheated', 'critical', 'printer-2', 1)
  await insert('late', 'overrun', 'info', 'printer-1', 2)
  await insert('again', 'plug_overheated', 'critical', 'printer-1', 3)
  const reported = await report()
  await trainer.post(`/api/incidents/${reported}/resolve`, { resolution: 'Staub 100%' })
  const ids = async (query: string, language = 'de') => {
    const found: string[] = []
    for (let cursor = ''; ; ) {
      const path = `/api/incidents?open=false&limit=1&${query}${cursor}`
      const { body } = await trainer.get(path, { 'accept-language': language })
      found.push(...body.items.map(({ id }: { id: string }) => id))
      if (body.nextCursor === null) return found
      cursor = `&cursor=${body.nextCursor}`
    }
  }
  expect(await ids('')).toEqual([reported, 'again', 'late', 'hot'])
  expect(await ids('sort=openedAt')).toEqual(['hot', 'late', 'again', reported])
  expect(await ids('sort=-severity')).toEqual(['again', 'hot', reported, 'late'])
  expect(await ids('sort=severity')).toEqual(['late', reported, 'hot', 'again'])
  expect(await ids('search=heiss')).toEqual(['again', 'hot'])
  expect(await ids('search=heiss&sort=-severity')).toEqual(['again', 'hot'])
  expect(await ids('search=too%20hot', 'en')).toEqual(['again', 'hot'])
  expect(await ids('search=DRUCKER%202')).toContain('hot')
  expect(await ids('search=staub')).toEqual([reported])
  expect(await ids(`search=${encodeURIComponent('1%0')}`)).toEqual([])
  expect((await trainer.get('/api/incidents?sort=kind')).status).toBe(422)
})

test('a machine said to be unusable can not be booked until it is back in service', async () => {
  const book = () =>
    anna.post('/api/jobs', {
      printerId: 'printer-1',
      startsAt: inMinutes(workshop, 60),
      endsAt: inMinutes(workshop, 120),
      title: 'Halter',
    })
  const id = await report({ outOfOrder: true })
  expect(await serviceState()).toBe('out_of_order')
  expect((await book()).status).toBe(422)
  await answer(id, { backInService: true })
  expect(await serviceState()).toBe('available')
  expect((await book()).status).toBe(201)
})

test('a photo comes back without what the camera wrote into it, to staff and the reporter only', async () => {
  const id = await report()
  expect((await upload(id, jpegWithSecrets())).status).toBe(204)
  const shown = await trainer.get(`/api/problems/${id}/photo`)
  expect(shown.status).toBe(200)
  expect(shown.headers.get('content-type')).toBe('image/jpeg')
  expect(shown.headers.get('cache-control')).toBe('private, no-cache')
  expect(shown.body).not.toContain(SECRET)
  expect(shown.body).toContain('Adobe')
  expect((await anna.get(`/api/problems/${id}`)).body.hasPhoto).toBe(true)
  const ben = await workshop.as('ben')
  expect((await ben.get(`/api/problems/${id}/photo`)).status).toBe(404)
  expect((await ben.get('/api/printers/printer-1/problems')).body.items[0].hasPhoto).toBe(false)
  expect((await upload(id, jpegWithSecrets(), 'image/jpeg', trainer)).status).toBe(403)
  expect((await workshop.visitor().get(`/api/problems/${id}/photo`)).status).toBe(401)

  // Another one takes its place; then it is taken away.
  expect((await upload(id, pngWithSecrets(), 'image/jpeg')).status).toBe(204)
  expect((await anna.get(`/api/problems/${id}/photo`)).headers.get('content-type')).toBe('image/png')
  expect((await trainer.delete(`/api/problems/${id}/photo`)).status).toBe(204)
  expect((await anna.get(`/api/problems/${id}/photo`)).status).toBe(404)
})

test('five megabytes are taken, in whole; more, other types and other contents are refused', async () => {
  const id = await report()
  const photo = jpegOf(5_000_000)
  expect((await upload(id, photo)).status).toBe(204)
  const parts = await workshop.db.prepare('select count(*) as n from fault_photo_parts').first('n')
  expect(parts).toBe(10)
  const shown = await anna.get(`/api/problems/${id}/photo`)
  expect(Buffer.from(shown.body, 'latin1').equals(cleanPhoto(photo)?.bytes ?? new Uint8Array())).toBe(true)
  const more = await anna.announce('PUT', `/api/problems/${id}/photo`, 5_000_001, 'image/jpeg')
  expect(more.body.code).toBe('payload_too_large')
  expect((await upload(id, jpegOf(1_000), 'image/svg+xml')).body.code).toBe('unsupported_media_type')
  const page = Uint8Array.from(Buffer.from('<script>alert(1)</script>'))
  expect((await upload(id, page)).body.errors[0].code).toBe('no_photo')
  // What was refused has changed nothing.
  expect((await anna.get(`/api/problems/${id}`)).body.hasPhoto).toBe(true)
})

test('twenty open reports of one apprentice are enough', async () => {
  const ids = []
  for (let i = 0; i < 20; i++) ids.push(await report())
  const more = await anna.post('/api/printers/printer-1/problems', { text: 'Noch eine' })
  expect(more).toMatchObject({
    status: 422,
    body: { errors: [{ code: 'too_many_reports', message: expect.stringMatching(/^20 deiner Meldungen/) }] },
  })
  expect((await trainer.post('/api/printers/printer-1/problems', { text: 'Noch eine' })).status).toBe(201)
  expect((await answer(ids[0] as string)).status).toBe(200)
  await report()
})

test('one’s own data holds one’s photos, whole, and nobody else’s', async () => {
  const photo = jpegOf(2_000_001)
  const [first, second, none] = [await report(), await report(), await report()]
  await upload(first, photo)
  await upload(second, pngWithSecrets())
  const ben = await workshop.as('ben')
  const bens = (await ben.post('/api/printers/printer-1/problems', { text: 'Düse zu' })).body.id
  await upload(bens, jpegWithSecrets(), 'image/jpeg', ben)

  const { body } = await anna.get('/api/users/anna/export')
  expect(body.faultReports).toHaveLength(3)
  expect(body.faultReports[0]).toMatchObject({ printer: 'Drucker 1', createdAt: inMinutes(workshop, 0) })
  const reported = body.faultReports.map((one: { id: string; photo: object | null }) => [one.id, one.photo])
  expect(Object.fromEntries(reported)).toEqual({
    [first]: { type: 'image/jpeg', addedAt: inMinutes(workshop, 0) },
    [second]: { type: 'image/png', addedAt: inMinutes(workshop, 0) },
    [none]: null,
  })
  const contents = body.photos.map((one: { reportId: string; base64: string }) => [one.reportId, one.base64])
  expect(contents).toHaveLength(2)
  const kept = (bytes: Uint8Array) => Buffer.from(cleanPhoto(bytes)?.bytes ?? []).toString('base64')
  expect(Object.fromEntries(contents)).toEqual({ [first]: kept(photo), [second]: kept(pngWithSecrets()) })
})

test('three months after the machine was mended its photo is gone', async () => {
  const [old, young] = [await report(), await report()]
  await upload(old, jpegWithSecrets())
  await upload(young, jpegWithSecrets())
  await answer(old)
  await workshop.advance(91 * DAY)
  await (await workshop.as('admin')).post('/api/retention/run')
  const { results } = await workshop.db.prepare('select report_id from fault_photo_parts').all()
  expect(results).toEqual([{ report_id: young }])
})
