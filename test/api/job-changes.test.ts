import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { inMinutes, signInAll, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let admin: Client
let trainer: Client
let anna: Client
let ben: Client
beforeAll(async () => {
  workshop = await startWorkshop()
})
beforeEach(async () => {
  await workshop.clear()
  ;({ admin, trainer, anna, ben } = await signInAll(workshop))
})
afterAll(() => workshop.stop())

const slot = (from: number, to: number, more = {}) => ({
  printerId: 'printer-1',
  startsAt: inMinutes(workshop, from),
  endsAt: inMinutes(workshop, to),
  title: 'Zahnrad',
  ...more,
})
const book = async (client: Client, from: number, to: number, more = {}) => {
  const answer = await client.post('/api/jobs', slot(from, to, more))
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const patch = (client: Client, id: string, version: number, body: object, headers = {}) =>
  client.patch(`/api/jobs/${id}`, body, { 'if-match': `"${version}"`, ...headers })
const policy = (booking: object) => admin.patch('/api/settings', { booking })
const job = async (id: string) => (await trainer.get(`/api/jobs/${id}`)).body
const told = async (client: Client) =>
  (await client.get('/api/notifications')).body.items.map(({ kind }: { kind: string }) => kind).sort()
const actions = async (id: string) => {
  const sql = 'select action from audit_events where entity_id = ? order by id'
  const { results } = await workshop.db.prepare(sql).bind(id).all<{ action: string }>()
  return results.map(({ action }) => action)
}

test('a job is moved, resized, renamed; each change is a new version and on record', async () => {
  const { id } = await book(anna, 60, 120)
  const moved = await patch(anna, id, 1, {
    startsAt: inMinutes(workshop, 90),
    endsAt: inMinutes(workshop, 180),
  })
  expect(moved).toMatchObject({ status: 200, body: { version: 2, startsAt: inMinutes(workshop, 90) } })
  const renamed = await patch(anna, id, 2, { title: 'Ritzel', note: null, printerId: 'printer-2' })
  expect(renamed.body).toMatchObject({ version: 3, title: 'Ritzel', printerId: 'printer-2' })
  await book(ben, 60, 180)
  const record = await workshop.db
    .prepare("select changes from audit_events where action = 'job.move' and entity_id = ? order by id")
    .bind(id)
    .first<{ changes: string }>()
  expect(JSON.parse(record?.changes ?? '')).toMatchObject({
    startsAt: [Date.parse(inMinutes(workshop, 60)), Date.parse(inMinutes(workshop, 90))],
  })
})

test('of two changes of the same version one is refused as stale, and nothing is lost', async () => {
  const { id } = await book(anna, 60, 120)
  const answers = await Promise.all([
    patch(anna, id, 1, { title: 'Anna' }),
    patch(trainer, id, 1, { title: 'Theo', reason: 'Ordnung' }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'stale', version: 2 })
  expect((await job(id)).version).toBe(2)
  expect((await anna.patch(`/api/jobs/${id}`, { title: 'x' })).body.code).toBe('version_required')
  expect((await patch(anna, id, 2, {})).status).toBe(422)
})

test('a move is judged like a booking: rules, conflicts with alternatives, own slot is no conflict', async () => {
  const { id } = await book(anna, 60, 120)
  await book(ben, 120, 180)
  const taken = await patch(anna, id, 1, { endsAt: inMinutes(workshop, 150) })
  expect(taken).toMatchObject({ status: 409, body: { code: 'slot_taken' } })
  expect(taken.body.conflicts).toHaveLength(1)
  expect(taken.body.alternatives).toContainEqual({
    printerId: 'printer-2',
    startsAt: inMinutes(workshop, 60),
    endsAt: inMinutes(workshop, 150),
  })
  const past = await patch(anna, id, 1, { startsAt: inMinutes(workshop, -60) })
  expect(past.body.errors[0].code).toBe('starts_in_past')
  expect((await patch(anna, id, 1, { startsAt: inMinutes(workshop, 75) })).status).toBe(200)
})

test('others’ jobs are for trainers, with a reason that the holder is told', async () => {
  const { id } = await book(anna, 60, 120)
  expect((await patch(ben, id, 1, { title: 'x' })).status).toBe(403)
  expect((await patch(trainer, id, 1, { title: 'x' })).body.errors[0].code).toBe('reason_missing')
  expect(
    (await patch(trainer, id, 1, { startsAt: inMinutes(workshop, 70), reason: 'Vorführung' })).status,
  ).toBe(200)
  await workshop.advance(1_000)
  expect((await trainer.post(`/api/jobs/${id}/cancel`)).status).toBe(422)
  expect((await trainer.post(`/api/jobs/${id}/cancel`, { reason: 'Defekt' })).body.status).toBe('cancelled')
  expect(await told(anna)).toEqual(['job_cancelled', 'job_changed'])
  const { items } = (await anna.get('/api/notifications')).body
  expect(items[0].text).toContain('Defekt')
  expect(await told(trainer)).toEqual([])
})

test('extending takes what is asked for, or what is free up to the next job', async () => {
  const { id } = await book(anna, 60, 120)
  await book(ben, 180, 240)
  expect((await anna.post(`/api/jobs/${id}/extend`, { minutes: 30 })).body.endsAt).toBe(
    inMinutes(workshop, 150),
  )
  expect(
    (await anna.post(`/api/jobs/${id}/extend`, { endsAt: inMinutes(workshop, 200) })).body,
  ).toMatchObject({
    endsAt: inMinutes(workshop, 180),
    version: 3,
  })
  const none = await anna.post(`/api/jobs/${id}/extend`, { minutes: 10 })
  expect(none).toMatchObject({ status: 409, body: { code: 'slot_taken' } })
  expect(none.body.conflicts).toHaveLength(1)
  expect((await anna.post(`/api/jobs/${id}/extend`, { endsAt: inMinutes(workshop, 100) })).status).toBe(422)
  await policy({ maxMinutes: 120 })
  const { id: other } = await book(ben, 300, 420)
  const long = await ben.post(`/api/jobs/${other}/extend`, { minutes: 5 })
  expect(long.body.errors[0].code).toBe('too_long')
})

test('starting early moves the job to now if the machine is free, and counts as check-in', async () => {
  const { id } = await book(anna, 60, 120)
  const started = await anna.post(`/api/jobs/${id}/start`)
  expect(started.body).toMatchObject({
    startsAt: inMinutes(workshop, 0),
    endsAt: inMinutes(workshop, 60),
    checkedInAt: inMinutes(workshop, 0),
  })
  const { id: second } = await book(ben, 120, 180)
  expect((await ben.post(`/api/jobs/${second}/start`)).body.code).toBe('slot_taken')
  await workshop.tick()
  expect((await job(id)).status).toBe('running')
  const finished = await anna.post(`/api/jobs/${id}/finish`)
  expect(finished.body).toMatchObject({ status: 'finished', finishedAt: inMinutes(workshop, 0) })
  expect((await ben.post(`/api/jobs/${second}/start`)).status).toBe(200)
  expect((await anna.post(`/api/jobs/${id}/start`)).body.code).toBe('invalid_state')
})

test('what runs keeps its start and machine; its end may change', async () => {
  const { id } = await book(anna, 0, 60)
  await workshop.tick()
  const { version } = await job(id)
  expect((await patch(anna, id, version, { printerId: 'printer-2' })).body.errors[0].code).toBe(
    'running_stays',
  )
  expect((await patch(anna, id, version, { endsAt: inMinutes(workshop, 90) })).status).toBe(200)
})

test('a job is handed over only when the other person accepts', async () => {
  const { id } = await book(anna, 60, 120)
  const offered = await anna.post(`/api/jobs/${id}/transfer`, { userId: 'ben' })
  expect(offered.body).toMatchObject({ userId: 'anna', transferTo: 'ben' })
  expect(await told(ben)).toEqual(['transfer_offered'])
  expect((await ben.get('/api/jobs?transferTo=me')).body.items).toHaveLength(1)
  expect((await admin.post(`/api/jobs/${id}/transfer/accept`)).status).toBe(404)
  expect((await ben.post(`/api/jobs/${id}/transfer/accept`)).body).toMatchObject({
    userId: 'ben',
    transferTo: null,
  })
  expect(await told(anna)).toEqual(['transfer_accepted'])
  expect((await anna.post(`/api/jobs/${id}/cancel`)).status).toBe(403)

  await ben.post(`/api/jobs/${id}/transfer`, { userId: 'anna' })
  expect((await anna.post(`/api/jobs/${id}/transfer/decline`)).body).toMatchObject({
    userId: 'ben',
    transferTo: null,
  })
  expect(await told(ben)).toEqual(['transfer_declined', 'transfer_offered'])
  expect((await ben.post(`/api/jobs/${id}/transfer`, { userId: 'ben' })).status).toBe(422)
  expect((await ben.post(`/api/jobs/${id}/transfer`, { userId: 'gast' })).status).toBe(404)
  expect(await actions(id)).toEqual(['job.book', 'job.offer', 'job.transfer', 'job.offer', 'job.decline'])
})

test('who takes over must be allowed to hold it', async () => {
  await policy({ maxOpenJobs: 1 })
  await book(ben, 200, 260)
  const { id } = await book(anna, 60, 120)
  await anna.post(`/api/jobs/${id}/transfer`, { userId: 'ben' })
  expect((await ben.post(`/api/jobs/${id}/transfer/accept`)).body.errors[0].code).toBe('too_many_open_jobs')
  expect((await job(id)).userId).toBe('anna')
})

test('long or overnight jobs wait for a trainer, who sees why, and hold their slot meanwhile', async () => {
  await policy({ needsApproval: { overMinutes: 120, overnight: true } })
  expect((await book(anna, 60, 120)).status).toBe('scheduled')
  const night = await book(anna, 600, 900, { printerId: 'printer-2' })
  expect(night).toMatchObject({
    status: 'requested',
    attention: 'not_approved',
    approvalReasons: ['over_minutes', 'overnight'],
  })
  expect((await ben.post('/api/jobs', slot(600, 660, { printerId: 'printer-2' }))).status).toBe(409)
  expect(await told(trainer)).toEqual(['job_requested'])
  expect((await trainer.get('/api/jobs?status=requested')).body.items).toMatchObject([{ id: night.id }])
  expect((await anna.post(`/api/jobs/${night.id}/approve`)).status).toBe(403)
  const approved = await trainer.post(`/api/jobs/${night.id}/approve`, { text: 'Fenster zu!' })
  expect(approved.body).toMatchObject({ status: 'scheduled', attention: null, decisionText: 'Fenster zu!' })
  expect((await anna.get('/api/notifications')).body.items[0].text).toContain('Fenster zu!')
  expect((await trainer.post(`/api/jobs/${night.id}/approve`)).body.code).toBe('invalid_state')

  // More than was approved has to be approved again; a running job can't wait for that.
  const more = await patch(anna, night.id, approved.body.version, { endsAt: inMinutes(workshop, 960) })
  expect(more.body).toMatchObject({ status: 'requested', attention: 'not_approved' })
  expect((await trainer.post('/api/jobs', slot(1000, 1300))).body.status).toBe('scheduled')
})

test('a rejection has a text and frees the slot; approving checks everything again', async () => {
  await policy({ needsApproval: 'always' })
  const { id } = await book(anna, 60, 120)
  expect((await trainer.post(`/api/jobs/${id}/reject`, {})).status).toBe(422)
  expect((await trainer.post(`/api/jobs/${id}/reject`, { text: 'Kein Filament' })).body.status).toBe(
    'rejected',
  )
  expect((await anna.get('/api/notifications')).body.items[0].text).toContain('Kein Filament')
  const { id: second } = await book(ben, 60, 120)
  await admin.patch('/api/printers/printer-1', { serviceState: 'out_of_order' })
  const refused = await trainer.post(`/api/jobs/${second}/approve`)
  expect(refused.body.errors[0].code).toBe('printer_out_of_service')
  expect((await job(second)).status).toBe('requested')
})

test('a running job is not extended by its holder beyond what needs an approval', async () => {
  await policy({ needsApproval: { overMinutes: 60, overnight: false } })
  const { id } = await book(anna, 0, 60)
  expect((await anna.post(`/api/jobs/${id}/extend`, { minutes: 30 })).body.errors[0].code).toBe(
    'needs_approval',
  )
  expect((await trainer.post(`/api/jobs/${id}/extend`, { minutes: 30, reason: 'geht klar' })).status).toBe(
    200,
  )
})

test('late cancelling is for trainers where the policy says so', async () => {
  await policy({ cancelUntilMinutes: 60 })
  const { id } = await book(anna, 30, 90)
  expect((await anna.post(`/api/jobs/${id}/cancel`)).body.errors[0].code).toBe('cancel_too_late')
  expect((await trainer.post(`/api/jobs/${id}/cancel`, { reason: 'krank' })).status).toBe(200)
})

test('a request sent again with its key is done once, also at the same time, for a day', async () => {
  const key = { 'idempotency-key': 'a-1' }
  const wish = slot(60, 120)
  const answers = await Promise.all(Array.from({ length: 8 }, () => anna.post('/api/jobs', wish, key)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  const { id } = answers[0]?.body ?? {}
  const extend = () => anna.post(`/api/jobs/${id}/extend`, { minutes: 10 }, { 'idempotency-key': 'a-2' })
  await extend()
  expect((await extend()).body.endsAt).toBe(inMinutes(workshop, 130))
  expect((await anna.post('/api/jobs', slot(300, 360), key)).body.code).toBe('idempotency_key_reused')
  expect((await ben.post('/api/jobs', slot(300, 360), key)).status).toBe(201)
  expect((await anna.post('/api/jobs', wish, { 'idempotency-key': 'ü' })).status).toBe(422)

  await workshop.advance(24 * 3_600_000 + 60_000)
  await workshop.tick()
  const keys = await workshop.db.prepare('select count(*) n from idempotency_keys').first<{ n: number }>()
  expect(keys?.n).toBe(0)
})

test('a refused request leaves no key behind: the same wish may succeed later', async () => {
  const { id } = await book(ben, 60, 120)
  const key = { 'idempotency-key': 'later' }
  const wish = slot(60, 120)
  expect((await anna.post('/api/jobs', wish, key)).status).toBe(409)
  await ben.post(`/api/jobs/${id}/cancel`)
  expect((await anna.post('/api/jobs', wish, key)).status).toBe(201)
})
