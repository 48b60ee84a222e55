import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Client } from '../support/client.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let admin: Client
let trainer: Client
let anna: Client
let ben: Client
beforeAll(async () => {
  workshop = await startWorkshop()
})
const signIn = async () => {
  admin = await workshop.as('admin')
  trainer = await workshop.as('trainer')
  anna = await workshop.as('anna')
  ben = await workshop.as('ben')
}
beforeEach(async () => {
  await workshop.clear()
  await signIn()
})
afterAll(() => workshop.stop())

const slot = (from: number, to: number, more = {}) => ({
  printerId: 'printer-1',
  startsAt: inMinutes(workshop, from),
  endsAt: inMinutes(workshop, to),
  title: 'Zahnrad',
  ...more,
})
const wait = (client: Client, more = {}) =>
  client.post('/api/waiting-list', {
    printerId: 'printer-1',
    minutes: 60,
    from: inMinutes(workshop, 60),
    until: inMinutes(workshop, 180),
    ...more,
  })
const offers = async (client: Client) => (await client.get('/api/waiting-list')).body.items
const told = async (client: Client) =>
  (await client.get('/api/notifications')).body.items.map(({ kind }: { kind: string }) => kind).sort()
const blocked = async () => (await trainer.post('/api/jobs', slot(30, 300))).body.id
const free = async (id: string) => expect((await trainer.post(`/api/jobs/${id}/cancel`)).status).toBe(200)

test('a freed slot is held for the first in line, then for the next, and nobody else gets it', async () => {
  const id = await blocked()
  expect((await wait(anna)).body).toMatchObject({ status: 'waiting', offer: null })
  await workshop.advance(1_000)
  await wait(ben)
  await workshop.tick()
  expect(await offers(anna)).toMatchObject([{ status: 'waiting' }])
  await free(id)
  await vi.waitFor(async () => expect(await offers(anna)).toMatchObject([{ status: 'offered' }]))
  const offer = (await offers(anna))[0].offer
  expect(await told(anna)).toEqual(['slot_offered'])
  // Anna's hour is held; the hour after it goes to Ben, so nobody else gets in.
  expect((await offers(ben))[0]).toMatchObject({ status: 'offered', offer: { startsAt: offer.endsAt } })
  const taken = await trainer.post('/api/jobs', {
    printerId: 'printer-1',
    startsAt: offer.startsAt,
    endsAt: offer.endsAt,
    title: 'x',
  })
  expect(taken).toMatchObject({ status: 409, body: { code: 'slot_taken', conflicts: [] } })

  const { id: waitId } = (await offers(anna))[0]
  const { status, body } = await anna.post(`/api/waiting-list/${waitId}/take`, { title: 'Endlich' })
  expect(status).toBe(201)
  expect(body).toMatchObject({ userId: 'anna', startsAt: offer.startsAt, endsAt: offer.endsAt })
  expect(await offers(anna)).toEqual([])
})

test('a hold that nobody takes lapses, the person is told, and the next in line has it', async () => {
  const id = await blocked()
  await wait(anna, { until: inMinutes(workshop, 120) })
  await workshop.advance(1_000)
  await wait(ben, { from: inMinutes(workshop, 60), until: inMinutes(workshop, 125) })
  await free(id)
  await workshop.tick()
  const [first] = await offers(anna)
  expect(first.status).toBe('offered')
  expect(await offers(ben)).toMatchObject([{ status: 'waiting' }])
  await workshop.setClock(Date.parse(first.offer.until))
  await workshop.tick()
  await signIn()
  expect(await offers(anna)).toEqual([])
  expect(await told(anna)).toEqual(['slot_lapsed', 'slot_offered'])
  expect(await offers(ben)).toMatchObject([{ status: 'offered' }])
  expect((await anna.post(`/api/waiting-list/${first.id}/take`, { title: 'x' })).status).toBe(409)
})

test('who waits for a kind gets any of its machines that the rules allow', async () => {
  await blocked()
  await trainer.post('/api/jobs', slot(30, 300, { printerId: 'printer-2' }))
  await wait(anna, { printerId: undefined, kind: 'printer' })
  await workshop.tick()
  expect(await offers(anna)).toMatchObject([{ status: 'waiting' }])
  const { body } = await trainer.get('/api/jobs?printerId=printer-2')
  await free(body.items[0].id)
  await workshop.tick()
  expect((await offers(anna))[0].offer).toMatchObject({ printerId: 'printer-2' })
})

test('leaving gives the held slot to the next; the line ends with its time', async () => {
  const id = await blocked()
  const { body: mine } = await wait(anna)
  await free(id)
  await workshop.tick()
  expect((await ben.delete(`/api/waiting-list/${mine.id}`)).status).toBe(404)
  expect((await anna.delete(`/api/waiting-list/${mine.id}`)).status).toBe(204)
  expect((await ben.post('/api/jobs', slot(60, 180))).status).toBe(201)
  await wait(anna)
  await workshop.advance(200 * 60_000)
  await workshop.tick()
  await signIn()
  expect(await offers(anna)).toEqual([])
})

test('trainers see the whole line, others only their own; the line is not endless', async () => {
  await blocked()
  await wait(anna)
  await wait(ben)
  expect((await trainer.get('/api/waiting-list?everybody=true')).body.items).toHaveLength(2)
  expect((await anna.get('/api/waiting-list?everybody=true')).status).toBe(403)
  expect((await anna.get('/api/waiting-list')).body.items).toHaveLength(1)
  for (let i = 0; i < 9; i++) expect((await wait(anna)).status).toBe(201)
  expect((await wait(anna)).body.errors[0].code).toBe('too_many_waits')
  expect((await wait(anna, { kind: 'printer' })).status).toBe(422)
})

test('a request that nobody approved by its start has expired, and its holder knows', async () => {
  await admin.patch('/api/settings', { booking: { needsApproval: 'always' } })
  const { body: job } = await anna.post('/api/jobs', slot(10, 60))
  await workshop.advance(10 * 60_000)
  await workshop.tick()
  await workshop.tick()
  await signIn()
  expect((await anna.get(`/api/jobs/${job.id}`)).body.status).toBe('expired')
  expect(await told(anna)).toEqual(['job_expired'])
  const sql = "select actor_kind, changes from audit_events where action = 'job.expire' and entity_id = ?"
  const record = await workshop.db.prepare(sql).bind(job.id).all<{ actor_kind: string; changes: string }>()
  expect(record.results).toHaveLength(1)
  expect(record.results[0]).toMatchObject({
    actor_kind: 'system',
    changes: '{"status":["requested","expired"]}',
  })
})

test('who does not come has missed it: the slot is free, the person and the line are told', async () => {
  const { body: job } = await anna.post('/api/jobs', slot(0, 120))
  await workshop.tick()
  await wait(ben, { from: inMinutes(workshop, 15), until: inMinutes(workshop, 120) })
  await workshop.advance(19 * 60_000)
  await workshop.tick()
  expect((await anna.get(`/api/jobs/${job.id}`)).body.status).toBe('running')
  await workshop.advance(60_000)
  await workshop.tick()
  expect((await anna.get(`/api/jobs/${job.id}`)).body.status).toBe('missed')
  expect(await told(anna)).toEqual(['job_missed'])
  expect(await offers(ben)).toMatchObject([{ status: 'offered' }])
})

test('who checked in has not missed it', async () => {
  const { body: job } = await anna.post('/api/jobs', slot(0, 120))
  await workshop.tick()
  expect((await anna.post(`/api/jobs/${job.id}/start`)).status).toBe(200)
  await workshop.advance(25 * 60_000)
  await workshop.tick()
  expect((await anna.get(`/api/jobs/${job.id}`)).body.status).toBe('running')
})
