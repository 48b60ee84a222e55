import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let anna: Client
let ben: Client
beforeAll(async () => {
  workshop = await startWorkshop()
  anna = await workshop.as('anna')
  ben = await workshop.as('ben')
})
beforeEach(() => workshop.clear())
afterAll(() => workshop.stop())

const slot = (from: number, to: number, more = {}) => ({
  printerId: 'printer-1',
  startsAt: inMinutes(workshop, from),
  endsAt: inMinutes(workshop, to),
  title: 'Zahnrad',
  ...more,
})
const jobCount = async () =>
  (await workshop.db.prepare('select count(*) n from jobs').first<{ n: number }>())?.n

test('a booking is answered with the job and stands in the list', async () => {
  const answer = await anna.post('/api/jobs', slot(60, 120, { note: 'PETG\nschwarz' }))
  expect(answer.status).toBe(201)
  expect(answer.body).toMatchObject({
    printerId: 'printer-1',
    userId: 'anna',
    userName: 'Anna Muster',
    title: 'Zahnrad',
    note: 'PETG\nschwarz',
    startsAt: '2026-11-23T10:00:00.000Z',
    endsAt: '2026-11-23T11:00:00.000Z',
    status: 'scheduled',
    version: 1,
  })
  const list = await ben.get('/api/jobs?printerId=printer-1')
  expect(list.body.items).toEqual([answer.body])
})

test('of fifty people who want the same slot exactly one gets it', async () => {
  const wishes = Array.from({ length: 50 }, (_, i) => (i % 2 ? anna : ben).post('/api/jobs', slot(60, 120)))
  const answers = await Promise.all(wishes)
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  const refused = answers.filter(({ status, body }) => status === 409 && body.code === 'slot_taken')
  expect(refused).toHaveLength(49)
  expect(await jobCount()).toBe(1)
})

test('adjacent slots and the same time on another printer are free', async () => {
  expect((await anna.post('/api/jobs', slot(60, 120))).status).toBe(201)
  expect((await ben.post('/api/jobs', slot(120, 180))).status).toBe(201)
  expect((await ben.post('/api/jobs', slot(30, 60))).status).toBe(201)
  expect((await ben.post('/api/jobs', slot(60, 120, { printerId: 'printer-2' }))).status).toBe(201)
})

test('a taken slot names the conflict and what could be had instead', async () => {
  const first = await anna.post('/api/jobs', slot(60, 120))
  const answer = await ben.post('/api/jobs', slot(90, 150))
  expect(answer.status).toBe(409)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(answer.body.conflicts).toEqual([first.body])
  expect(answer.body.alternatives).toEqual([
    { printerId: 'printer-2', startsAt: inMinutes(workshop, 90), endsAt: inMinutes(workshop, 150) },
    { printerId: 'printer-1', startsAt: inMinutes(workshop, 120), endsAt: inMinutes(workshop, 180) },
  ])
})

test('a cancelled slot is free again, and only its owner or a trainer may cancel', async () => {
  const { body: job } = await anna.post('/api/jobs', slot(60, 120))
  expect(await ben.post(`/api/jobs/${job.id}/cancel`)).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  })
  expect(await anna.post(`/api/jobs/${job.id}/cancel`)).toMatchObject({
    status: 200,
    body: { status: 'cancelled' },
  })
  expect(await anna.post(`/api/jobs/${job.id}/cancel`)).toMatchObject({
    status: 409,
    body: { code: 'invalid_state' },
  })
  expect((await ben.post('/api/jobs', slot(60, 120))).status).toBe(201)

  const trainer = await workshop.as('trainer')
  const { body: other } = await ben.post('/api/jobs', slot(200, 220))
  expect((await trainer.post(`/api/jobs/${other.id}/cancel`, { reason: 'Wartung' })).body.status).toBe(
    'cancelled',
  )
})

test('what happened is on record, with who did it and from where', async () => {
  const { body: job } = await anna.post('/api/jobs', slot(60, 120))
  await anna.post(`/api/jobs/${job.id}/cancel`)
  await anna.post(`/api/jobs/${job.id}/cancel`)
  const { results } = await workshop.db
    .prepare('select action, actor_id, address, changes from audit_events where entity_id = ? order by id')
    .bind(job.id)
    .all<{ action: string; actor_id: string; address: string; changes: string }>()
  expect(results.map(({ action }) => action)).toEqual(['job.book', 'job.cancel'])
  expect(results[1]).toMatchObject({ actor_id: 'anna', address: '192.0.2.10' })
  expect(JSON.parse(results[1]?.changes ?? '')).toEqual({ status: ['scheduled', 'cancelled'] })
  await expect(workshop.db.prepare('delete from audit_events').run()).rejects.toThrow('append_only')
  await expect(workshop.db.prepare("update audit_events set actor_id = 'ben'").run()).rejects.toThrow(
    'append_only',
  )
})

test('a trainer books for somebody else, an apprentice may not', async () => {
  const trainer = await workshop.as('trainer')
  const answer = await trainer.post('/api/jobs', slot(60, 120, { userId: 'anna' }))
  expect(answer).toMatchObject({ status: 201, body: { userId: 'anna' } })
  expect((await ben.post('/api/jobs', slot(130, 140, { userId: 'anna' }))).status).toBe(403)
  expect((await trainer.post('/api/jobs', slot(130, 140, { userId: 'nobody' }))).status).toBe(404)
})

test('a guest sees that a slot is taken, not by whom, and books nothing', async () => {
  await anna.post('/api/jobs', slot(60, 120))
  const guest = await workshop.as('gast')
  const { body } = await guest.get('/api/jobs')
  expect(body.items[0]).toMatchObject({ userId: null, userName: null, title: '', note: null })
  expect(JSON.stringify(body)).not.toMatch(/Anna|Zahnrad/)
  expect((await guest.post('/api/jobs', slot(200, 220))).status).toBe(403)
})

test('the list is paged by start, forwards and backwards, and filtered', async () => {
  const admin = await workshop.as('admin')
  await admin.patch('/api/settings', { booking: { maxOpenJobs: null } })
  for (let i = 1; i <= 5; i++) await anna.post('/api/jobs', slot(i * 60, i * 60 + 60))
  await ben.post('/api/jobs', slot(60, 120, { printerId: 'printer-2' }))

  const seen: string[] = []
  let cursor = ''
  do {
    const { body } = await anna.get(`/api/jobs?userId=me&sort=-startsAt&limit=2${cursor}`)
    seen.push(...body.items.map((job: { startsAt: string }) => job.startsAt))
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : ''
  } while (cursor)
  expect(seen).toEqual([300, 240, 180, 120, 60].map((minutes) => inMinutes(workshop, minutes)))

  const window = `from=${inMinutes(workshop, 60)}&to=${inMinutes(workshop, 120)}`
  expect((await anna.get(`/api/jobs?${window}`)).body.items).toHaveLength(2)
  expect((await anna.get('/api/jobs?status=cancelled,finished')).body.items).toEqual([])
})

test('one’s own reservations are searched by title and printer; others’ titles are not found this way', async () => {
  await anna.post('/api/jobs', slot(60, 120, { title: 'Zahnrad 100%' }))
  await anna.post('/api/jobs', slot(180, 240, { title: 'Halter' }))
  const titles = async (search: string) => {
    const answer = await anna.get(`/api/jobs?userId=me&search=${encodeURIComponent(search)}`)
    return answer.body.items.map(({ title }: { title: string }) => title)
  }
  expect(await titles('zahn')).toEqual(['Zahnrad 100%'])
  expect(await titles('drucker halter')).toEqual(['Halter'])
  expect(await titles('1%0')).toEqual([])
  expect(await anna.get('/api/jobs?search=zahn')).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'search', code: 'search_needs_person' }] },
  })
  expect((await (await workshop.as('ben')).get('/api/jobs?userId=anna&search=zahn')).status).toBe(403)
})

test.each([
  ['an unknown printer', { printerId: 'none' }, 404, 'not_found', undefined],
  ['an end before its start', { endsAt: '2026-11-23T09:30:00Z' }, 422, 'invalid_input', 'ends_before_start'],
  ['a start in the past', { startsAt: '2026-11-23T08:58:00Z' }, 422, 'booking_rules', 'starts_in_past'],
  ['an unknown cost centre', { costCentreId: 'none' }, 422, 'invalid_input', 'unknown_cost_centre'],
  ['an unknown field', { colour: 'red' }, 422, 'invalid_input', 'unknown_field'],
  ['a missing title', { title: undefined }, 422, 'invalid_input', 'invalid_type'],
  ['an empty title', { title: '  ' }, 422, 'invalid_input', 'too_small'],
  ['a control character', { title: 'a\u0000b' }, 422, 'invalid_input', 'invalid_format'],
  ['a time that is none', { startsAt: 'morgen' }, 422, 'invalid_input', 'invalid_format'],
])('%s is refused and changes nothing', async (_, wrong, status, code, field) => {
  const answer = await anna.post('/api/jobs', slot(60, 120, wrong))
  expect(answer).toMatchObject({ status, body: { status, code } })
  expect(answer.body.requestId).toBeTruthy()
  expect(answer.body.errors?.[0]?.code).toBe(field)
  expect(await jobCount()).toBe(0)
})

test('a start that passed within the last minute is still good', async () => {
  expect((await anna.post('/api/jobs', slot(-1, 30))).status).toBe(201)
})

test('the words of a refusal follow the language', async () => {
  const german = await anna.post('/api/jobs', slot(120, 60))
  const english = await anna.post('/api/jobs', slot(120, 60), { 'accept-language': 'en' })
  expect(german.body.errors[0].message).toBe('Das Ende muss nach dem Beginn liegen.')
  expect(english.body.errors[0].message).toBe('The end must be after the start.')
})

test('what is not JSON is refused by kind, shape and size', async () => {
  const type = await anna.send('POST', '/api/jobs', 'printerId=1', {
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(type).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
  expect(await anna.post('/api/jobs', '{"printerId":')).toMatchObject({
    status: 422,
    body: { code: 'invalid_input' },
  })
  const large = JSON.stringify(slot(60, 120, { note: 'x'.repeat(257 * 1024) }))
  expect(await anna.post('/api/jobs', large)).toMatchObject({
    status: 413,
    body: { code: 'payload_too_large' },
  })
})

test('a time that is over keeps its time, even for a hand on the database', async () => {
  const { body: job } = await anna.post('/api/jobs', slot(60, 120))
  await anna.post(`/api/jobs/${job.id}/cancel`)
  const move = workshop.db.prepare('update jobs set ends_at = ends_at + 1 where id = ?').bind(job.id)
  await expect(move.run()).rejects.toThrow('invalid_state')
})
