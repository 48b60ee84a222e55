import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let trainer: Client
let anna: Client
beforeAll(async () => {
  workshop = await startWorkshop()
  trainer = await workshop.as('trainer')
  anna = await workshop.as('anna')
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
const closure = (from: number, to: number, more = {}) => ({
  reason: 'Wartung',
  startsAt: inMinutes(workshop, from),
  endsAt: inMinutes(workshop, to),
  ...more,
})

test('nobody books into a closure, of the machine or of the workshop; before and after is free', async () => {
  expect((await trainer.post('/api/closures', closure(60, 120, { printerId: 'printer-1' }))).status).toBe(201)
  const refused = await anna.post('/api/jobs', slot(90, 150))
  expect(refused.body.errors).toMatchObject([{ code: 'closed', params: { reason: 'Wartung' } }])
  expect(refused.body.errors[0].message).toContain('Wartung')
  expect((await anna.post('/api/jobs', slot(90, 150, { printerId: 'printer-2' }))).status).toBe(201)
  expect((await anna.post('/api/jobs', slot(30, 60))).status).toBe(201)
  expect((await anna.post('/api/jobs', slot(120, 150))).status).toBe(201)
  await trainer.post('/api/closures', closure(600, 700))
  expect((await trainer.post('/api/jobs', slot(600, 630, { printerId: 'printer-2' }))).status).toBe(422)
})

test('a closure over jobs is refused with their list, unless it says what to do with them', async () => {
  const { body: job } = await anna.post('/api/jobs', slot(60, 120))
  const refused = await trainer.post('/api/closures', closure(0, 300))
  expect(refused).toMatchObject({ status: 409, body: { code: 'closure_conflicts' } })
  expect(refused.body.conflicts).toMatchObject([{ id: job.id, userName: 'Anna Muster' }])
  expect((await trainer.get('/api/closures')).body.items).toEqual([])

  const kept = await trainer.post('/api/closures', closure(0, 300, { onConflict: 'keep' }))
  expect(kept.body.conflicts).toHaveLength(1)
  expect((await anna.get(`/api/jobs/${job.id}`)).body.status).toBe('scheduled')
  // What is kept may be renamed and shortened, but not grow.
  const patch = (body: object, version: number) =>
    anna.patch(`/api/jobs/${job.id}`, body, { 'if-match': `"${version}"` })
  expect((await patch({ endsAt: inMinutes(workshop, 90) }, 1)).status).toBe(200)
  expect((await patch({ endsAt: inMinutes(workshop, 110) }, 2)).body.errors[0].code).toBe('closed')
})

test('cancelling for a closure frees what has not begun, tells the holders and records each', async () => {
  await anna.post('/api/jobs', slot(0, 45))
  await workshop.tick()
  const { body: job } = await anna.post('/api/jobs', slot(60, 120))
  expect((await trainer.post('/api/closures', closure(0, 300, { onConflict: 'cancel' }))).status).toBe(201)
  const { body } = await anna.get('/api/jobs')
  expect(body.items.map(({ status }: { status: string }) => status)).toEqual(['running', 'cancelled'])
  const { body: told } = await anna.get('/api/notifications')
  expect(told.items[0]).toMatchObject({ kind: 'job_cancelled', jobId: job.id })
  expect(told.items[0].text).toContain('Wartung')
  const record = await workshop.db
    .prepare("select actor_id, changes from audit_events where action = 'job.cancel' and entity_id = ?")
    .bind(job.id)
    .first<{ actor_id: string; changes: string }>()
  expect(record?.actor_id).toBe('trainer')
  expect(JSON.parse(record?.changes ?? '')).toEqual({
    status: ['scheduled', 'cancelled'],
    reason: [null, 'Wartung'],
  })
})

test('a weekly closure keeps its wall-clock time across the change of the clocks', async () => {
  await workshop.setClock(Date.parse('2027-03-15T09:00:00Z'))
  const trainer = await workshop.as('trainer')
  const { body } = await trainer.post('/api/closures', {
    reason: 'Unterricht',
    startsAt: '2027-03-22T07:00:00+01:00',
    endsAt: '2027-03-22T12:00:00+01:00',
    repeat: { every: 'week', until: '2027-04-05' },
  })
  expect(body.windows.map(({ startsAt }: { startsAt: string }) => startsAt)).toEqual([
    '2027-03-22T06:00:00.000Z',
    '2027-03-29T05:00:00.000Z',
    '2027-04-05T05:00:00.000Z',
  ])
})

test('a closure on dates, and opening again', async () => {
  const { body } = await trainer.post('/api/closures', {
    reason: 'Feiertage',
    startsAt: '2026-12-24T00:00:00+01:00',
    endsAt: '2026-12-25T00:00:00+01:00',
    repeat: { dates: ['2026-12-25', '2026-12-31'] },
  })
  expect(body.windows).toHaveLength(3)
  expect((await anna.get('/api/closures')).body.items).toMatchObject([{ reason: 'Feiertage' }])
  await workshop.setClock(Date.parse('2026-12-20T09:00:00Z'))
  const later = await workshop.as('anna')
  const job = {
    printerId: 'printer-1',
    startsAt: '2026-12-31T10:00:00+01:00',
    endsAt: '2026-12-31T11:00:00+01:00',
    title: 'x',
  }
  expect((await later.post('/api/jobs', job)).status).toBe(422)
  expect((await later.delete(`/api/closures/${body.id}`)).status).toBe(403)
  const staff = await workshop.as('trainer')
  expect((await staff.delete(`/api/closures/${body.id}`)).status).toBe(204)
  expect((await staff.delete(`/api/closures/${body.id}`)).status).toBe(404)
  expect((await later.post('/api/jobs', job)).status).toBe(201)
})
