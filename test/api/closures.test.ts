import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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

test('a closure more than a year ahead is listed, unless the question ends before it', async () => {
  const days = 24 * 60
  await trainer.post('/api/closures', closure(900 * days, 901 * days, { reason: 'Betriebsferien' }))
  expect((await anna.get('/api/closures')).body.items).toMatchObject([{ reason: 'Betriebsferien' }])
  const until = encodeURIComponent(inMinutes(workshop, 899 * days))
  expect((await anna.get(`/api/closures?to=${until}`)).body.items).toEqual([])
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

describe('a closure that is changed', () => {
  const patch = (id: string, version: number, change: object) =>
    trainer.patch(`/api/closures/${id}`, change, { 'if-match': `"${version}"` })
  const add = async (from: number, to: number, more = {}) =>
    (await trainer.post('/api/closures', closure(from, to, more))).body
  const stored = async () => (await trainer.get('/api/closures')).body.items

  test('asks about the jobs that newly lie in it, and leaves all as it was meanwhile', async () => {
    const { body: kept } = await anna.post('/api/jobs', slot(10, 40))
    const { id } = await add(0, 60, { onConflict: 'keep' })
    const { body: later } = await anna.post('/api/jobs', slot(90, 120))
    const before = await stored()
    const refused = await patch(id, 1, { endsAt: inMinutes(workshop, 100), reason: 'länger' })
    expect(refused).toMatchObject({ status: 409, body: { code: 'closure_conflicts' } })
    expect(refused.body.conflicts).toMatchObject([{ id: later.id }])
    expect(await stored()).toEqual(before)

    const done = await patch(id, 1, { endsAt: inMinutes(workshop, 100), onConflict: 'cancel' })
    expect(done).toMatchObject({ status: 200, body: { version: 2, endsAt: inMinutes(workshop, 100) } })
    expect((await anna.get(`/api/jobs/${later.id}`)).body.status).toBe('cancelled')
    expect((await anna.get(`/api/jobs/${kept.id}`)).body.status).toBe('scheduled')
    expect((await anna.post('/api/jobs', slot(70, 100))).body.errors[0].code).toBe('closed')
  })

  test('opens what it no longer covers, for one machine or on other days', async () => {
    const { id } = await add(60, 120)
    await patch(id, 1, { printerId: 'printer-2', repeat: { every: 'week', until: '2026-12-07' } })
    expect((await stored())[0].windows).toHaveLength(3)
    expect((await anna.post('/api/jobs', slot(60, 120))).status).toBe(201)
    expect((await anna.post('/api/jobs', slot(60, 120, { printerId: 'printer-2' }))).status).toBe(422)
    await patch(id, 2, { repeat: null, startsAt: inMinutes(workshop, 90) })
    expect((await stored())[0].windows).toHaveLength(1)
    expect((await anna.post('/api/jobs', slot(60, 90, { printerId: 'printer-2' }))).status).toBe(201)
  })

  test('is changed only in the version that was seen, by trainers, to something that can be', async () => {
    const { id } = await add(60, 120)
    expect((await patch(id, 1, { reason: 'Umbau' })).status).toBe(200)
    expect((await patch(id, 1, { reason: 'Messe' })).body).toMatchObject({ code: 'stale', version: 2 })
    const backwards = await patch(id, 2, { endsAt: inMinutes(workshop, 30) })
    expect(backwards.body.errors[0].code).toBe('ends_before_start')
    expect((await patch(id, 2, {})).body.errors[0].code).toBe('nothing_to_change')
    expect((await patch(id, 2, { printerId: 'nobody' })).status).toBe(404)
    const mine = await anna.patch(`/api/closures/${id}`, { reason: 'x' }, { 'if-match': '"2"' })
    expect(mine.status).toBe(403)
    expect(await stored()).toMatchObject([{ reason: 'Umbau', version: 2 }])
    const record = await workshop.db
      .prepare("select changes from audit_events where action = 'closure.change' and entity_id = ?")
      .bind(id)
      .first<{ changes: string }>()
    expect(JSON.parse(record?.changes ?? '').reason).toEqual(['Wartung', 'Umbau'])
  })
})
