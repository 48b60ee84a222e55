import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { signInAll, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let admin: Client
let anna: Client
let ben: Client
beforeAll(async () => {
  workshop = await startWorkshop()
})
beforeEach(async () => {
  await workshop.clear()
  ;({ admin, anna, ben } = await signInAll(workshop))
  await admin.patch('/api/settings', { booking: { maxOpenJobs: null, horizonDays: 366 } })
})
afterAll(() => workshop.stop())

const series = (repeat: object, more = {}) => ({
  printerId: 'printer-1',
  startsAt: '2026-11-24T10:00:00+01:00',
  endsAt: '2026-11-24T12:00:00+01:00',
  title: 'Kurs',
  repeat,
  ...more,
})
const starts = (body: any): string[] => body.series.jobs.map((job: { startsAt: string }) => job.startsAt)
const count = async (status = 'scheduled') =>
  (
    await workshop.db
      .prepare('select count(*) n from jobs where status = ?')
      .bind(status)
      .first<{ n: number }>()
  )?.n

test('a weekly series keeps its wall-clock time across both changes of the clocks', async () => {
  const autumn = series(
    { every: 'week', count: 3 },
    { startsAt: '2027-10-19T10:00:00+02:00', endsAt: '2027-10-19T12:00:00+02:00' },
  )
  expect(starts((await anna.post('/api/jobs', autumn)).body)).toEqual([
    '2027-10-19T08:00:00.000Z',
    '2027-10-26T08:00:00.000Z',
    '2027-11-02T09:00:00.000Z',
  ])
  const spring = series(
    { every: 'week', until: '2027-04-06T00:00:00+02:00' },
    { startsAt: '2027-03-23T10:00:00+01:00', endsAt: '2027-03-23T12:00:00+01:00' },
  )
  expect(starts((await anna.post('/api/jobs', spring)).body)).toEqual([
    '2027-03-23T09:00:00.000Z',
    '2027-03-30T08:00:00.000Z',
    '2027-04-06T08:00:00.000Z',
  ])
})

test('a series is booked as a whole or not at all, and names every conflict', async () => {
  await ben.post('/api/jobs', {
    ...series({}),
    repeat: undefined,
    startsAt: '2026-11-26T11:00:00+01:00',
    endsAt: '2026-11-26T11:30:00+01:00',
  })
  await ben.post('/api/jobs', {
    ...series({}),
    repeat: undefined,
    startsAt: '2026-11-27T11:00:00+01:00',
    endsAt: '2026-11-27T11:30:00+01:00',
  })
  const refused = await anna.post('/api/jobs', series({ every: 'day', count: 5 }))
  expect(refused).toMatchObject({ status: 409, body: { code: 'slot_taken' } })
  expect(refused.body.conflicts).toHaveLength(2)
  expect(refused.body.alternatives).toMatchObject([{ printerId: 'printer-2' }])
  expect(await count()).toBe(2)

  const skipped = await anna.post('/api/jobs', series({ every: 'day', count: 5, skipConflicts: true }))
  expect(skipped.status).toBe(201)
  expect(starts(skipped.body)).toHaveLength(3)
  expect(skipped.body.series.skipped).toEqual([
    { startsAt: '2026-11-26T09:00:00.000Z', endsAt: '2026-11-26T11:00:00.000Z', code: 'slot_taken' },
    { startsAt: '2026-11-27T09:00:00.000Z', endsAt: '2026-11-27T11:00:00.000Z', code: 'slot_taken' },
  ])
})

test('every window of a series is judged, with those before it', async () => {
  await admin.patch('/api/settings', { booking: { maxOpenJobs: 3, horizonDays: 3 } })
  const { body } = await anna.post('/api/jobs', series({ every: 'day', count: 5, skipConflicts: true }))
  expect(body.code).toBe('booking_rules')
  expect(body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual([
    'repeat.3.startsAt beyond_horizon',
    'repeat.3.printerId too_many_open_jobs',
    'repeat.4.startsAt beyond_horizon',
    'repeat.4.printerId too_many_open_jobs',
  ])
  expect(await count()).toBe(0)
})

test('closed days are skipped on request', async () => {
  const trainer = await workshop.as('trainer')
  await trainer.post('/api/closures', {
    reason: 'Messe',
    startsAt: '2026-11-25T00:00:00+01:00',
    endsAt: '2026-11-26T00:00:00+01:00',
  })
  expect((await anna.post('/api/jobs', series({ every: 'day', count: 3 }))).body.errors[0].code).toBe(
    'closed',
  )
  const { body } = await anna.post('/api/jobs', series({ every: 'day', count: 3, skipConflicts: true }))
  expect(body.series.skipped).toMatchObject([{ code: 'closed' }])
  expect(starts(body)).toHaveLength(2)
})

test('one, the following, or all of a series are cancelled; what is over stays', async () => {
  const { body } = await anna.post('/api/jobs', series({ every: 'day', count: 6 }))
  const [, second, , , fifth] = body.series.jobs
  await anna.post(`/api/jobs/${second.id}/cancel`)
  expect(await count('cancelled')).toBe(1)
  await anna.post(`/api/jobs/${fifth.id}/cancel`, { scope: 'following' })
  expect(await count('cancelled')).toBe(3)
  expect((await anna.get(`/api/jobs?seriesId=${body.series.id}&status=scheduled`)).body.items).toHaveLength(3)
  expect((await ben.post(`/api/jobs/${fifth.id}/cancel`, { scope: 'all' })).status).toBe(403)
  await anna.post(`/api/jobs/${fifth.id}/cancel`, { scope: 'all' })
  expect(await count('cancelled')).toBe(6)
  expect((await anna.post(`/api/jobs/${fifth.id}/cancel`, { scope: 'all' })).body.code).toBe('invalid_state')
  const record = await workshop.db
    .prepare("select count(*) n from audit_events where action = 'job.cancel' and at = ?")
    .bind(workshop.now())
    .first<{ n: number }>()
  expect(record?.n).toBeGreaterThanOrEqual(6)
})

test('a series that is sent again with its key is there once, and answered the same', async () => {
  const wish = series({ every: 'day', count: 4 })
  const key = { 'idempotency-key': 'course' }
  const answers = await Promise.all([1, 2, 3].map(() => anna.post('/api/jobs', wish, key)))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  expect(answers[1]?.body).toEqual(answers[0]?.body)
  expect(await count()).toBe(4)
})

test.each([
  ['neither count nor end', { every: 'day' }, 'count_or_until'],
  ['more than sixty', { every: 'day', count: 61 }, 'too_big'],
  ['an unknown rhythm', { every: 'moon', count: 2 }, 'invalid_value'],
])('%s is refused', async (_, repeat, code) => {
  const answer = await anna.post('/api/jobs', series(repeat))
  expect(answer.body).toMatchObject({ code: 'invalid_input', errors: [{ code }] })
})
