import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { signInAll, startWorkshop, type Workshop } from '../support/workshop.ts'

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
  await admin.patch('/api/settings', {
    booking: { maxOpenJobs: null, maxHoursPerWeek: null, horizonDays: 366 },
  })
})
afterAll(() => workshop.stop())

type Job = { id: string; version: number; startsAt: string; endsAt: string; status: string; title: string }

/** Five days from Tuesday at 10 to 12, local. */
const book = async (client: Client, more = {}): Promise<Job[]> => {
  const wish = {
    printerId: 'printer-1',
    startsAt: '2026-11-24T10:00:00+01:00',
    endsAt: '2026-11-24T12:00:00+01:00',
    title: 'Kurs',
    repeat: { every: 'day', count: 5 },
    ...more,
  }
  const { body } = await client.post('/api/jobs', wish)
  expect(body.series?.jobs, JSON.stringify(body)).toHaveLength(wish.repeat.count)
  return body.series.jobs
}
const change = (client: Client, job: Job | undefined, body: object, headers = {}) =>
  client.patch(`/api/jobs/${job?.id}`, body, { 'if-match': `"${job?.version}"`, ...headers })
const stored = async () => {
  const sql = `select id, printer_id printer, user_id person, title, starts_at startsAt, ends_at endsAt, status, version
    from jobs order by starts_at, id`
  return (await workshop.db.prepare(sql).all<Record<string, string | number>>()).results
}
const records = async (action: string) => {
  const sql = 'select entity_id id, actor_id actor, changes from audit_events where action = ? and at = ?'
  const { results } = await workshop.db
    .prepare(sql)
    .bind(action, workshop.now())
    .all<{ id: string; actor: string; changes: string }>()
  return results.map(({ changes, ...record }) => ({ ...record, changes: JSON.parse(changes) }))
}
const starts = (jobs: { startsAt: string }[]) => jobs.map(({ startsAt }) => startsAt)
const told = async (client: Client) =>
  (await client.get('/api/notifications')).body.items.map(({ kind }: { kind: string }) => kind)

test('this and the following move by the wall clock, also over the change of the clocks', async () => {
  const [, second] = await book(anna, {
    startsAt: '2027-03-13T10:00:00+01:00',
    endsAt: '2027-03-13T12:00:00+01:00',
    repeat: { every: 'week', count: 4 },
  })
  const moved = await change(anna, second, {
    startsAt: '2027-03-20T11:30:00+01:00',
    endsAt: '2027-03-20T13:00:00+01:00',
    scope: 'following',
  })
  expect(moved).toMatchObject({ status: 200, body: { version: 2, startsAt: '2027-03-20T10:30:00.000Z' } })
  expect(starts(moved.body.series.jobs)).toEqual([
    '2027-03-13T09:00:00.000Z',
    '2027-03-20T10:30:00.000Z',
    '2027-03-27T10:30:00.000Z',
    '2027-04-03T09:30:00.000Z',
  ])
  expect(moved.body.series.jobs.at(-1).endsAt).toBe('2027-04-03T11:00:00.000Z')
})

test('the whole series goes a day later, earlier, longer, elsewhere: none is in another’s way', async () => {
  const jobs = await book(anna, { endsAt: '2026-11-25T09:00:00+01:00' })
  const [first] = jobs
  const by = async (version: number, patch: object) => {
    const answer = await change(anna, { ...(first as Job), version }, { ...patch, scope: 'all' })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.series.jobs as Job[]
  }
  const later = { startsAt: '2026-11-25T10:00:00+01:00', endsAt: '2026-11-26T09:00:00+01:00' }
  expect(starts(await by(1, later))).toEqual(
    [24, 25, 26, 27, 28].map((day) => `2026-11-${day + 1}T09:00:00.000Z`),
  )
  const earlier = { startsAt: '2026-11-24T09:00:00+01:00', endsAt: '2026-11-25T08:00:00+01:00' }
  expect(starts(await by(2, earlier))).toEqual(starts(jobs).map((at) => at.replace('T09', 'T08')))
  expect((await by(3, { endsAt: '2026-11-25T09:00:00+01:00' })).at(-1)?.endsAt).toBe(
    '2026-11-29T08:00:00.000Z',
  )
  await by(4, { printerId: 'printer-2', title: 'Kurs B' })
  expect(await stored()).toMatchObject(
    jobs.map(() => ({ printer: 'printer-2', title: 'Kurs B', version: 5 })),
  )
})

test('one of them that can’t go keeps all where they are, and the answer says what is in the way', async () => {
  await workshop.advance(7_000)
  const jobs = await book(anna)
  const taken = {
    printerId: 'printer-1',
    startsAt: '2026-11-27T13:00:00+01:00',
    endsAt: '2026-11-27T14:00:00+01:00',
  }
  const { body: other } = await ben.post('/api/jobs', { ...taken, title: 'x' })
  const before = await stored()
  const longer = { endsAt: '2026-11-24T13:30:00+01:00', scope: 'all' }
  const refused = await change(anna, jobs[0], longer)
  expect(refused).toMatchObject({ status: 409, body: { code: 'slot_taken', conflicts: [{ id: other.id }] } })
  expect(refused.body.alternatives).toMatchObject([{ printerId: 'printer-2' }])
  // Sunday is closed, and so many hours a week are not allowed.
  await trainer.post('/api/closures', {
    reason: 'Messe',
    startsAt: '2026-11-28T14:00:00+01:00',
    endsAt: '2026-11-28T18:00:00+01:00',
  })
  await admin.patch('/api/settings', { booking: { maxHoursPerWeek: 10 } })
  const late = { startsAt: '2026-11-24T15:00:00+01:00', endsAt: '2026-11-24T17:30:00+01:00', scope: 'all' }
  const { body } = await change(anna, jobs[0], late)
  expect(body.code).toBe('booking_rules')
  expect(body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual(
    expect.arrayContaining(['series.4.startsAt closed', 'endsAt too_many_hours']),
  )
  expect(await stored()).toEqual(before)
  expect(await records('job.move')).toEqual([])
})

test('each is a new version on record with old and new values; the holder is told once, with the reason', async () => {
  const jobs = await book(anna)
  const patch = { startsAt: '2026-11-25T11:00:00+01:00', title: 'Kurs', scope: 'following' }
  expect((await change(trainer, jobs[1], patch)).body.errors[0].code).toBe('reason_missing')
  expect((await change(ben, jobs[1], patch)).status).toBe(403)
  await workshop.advance(1_000)
  expect((await change(trainer, jobs[1], { ...patch, reason: 'Prüfung' })).status).toBe(200)
  const found = await records('job.move')
  expect(found.map(({ id }) => id).sort()).toEqual(
    jobs
      .slice(1)
      .map(({ id }) => id)
      .sort(),
  )
  const [, second] = jobs
  expect(found.find(({ id }) => id === second?.id)).toMatchObject({
    actor: 'trainer',
    changes: {
      startsAt: [Date.parse(second?.startsAt ?? ''), Date.parse('2026-11-25T11:00:00+01:00')],
      reason: [null, 'Prüfung'],
    },
  })
  expect((await stored()).map(({ version }) => version)).toEqual([1, 2, 2, 2, 2])
  expect(await told(anna)).toEqual(['job_changed'])
  expect((await anna.get('/api/notifications')).body.items[0].text).toContain('Prüfung')
})

test('what needs an approval now waits for it, all of them, and trainers are told once', async () => {
  await admin.patch('/api/settings', { booking: { needsApproval: { overMinutes: 120, overnight: false } } })
  const jobs = await book(anna)
  const longer = await change(anna, jobs[2], { endsAt: '2026-11-26T12:30:00+01:00', scope: 'following' })
  expect(longer.body.series.jobs.map(({ status }: Job) => status)).toEqual([
    'scheduled',
    'scheduled',
    'requested',
    'requested',
    'requested',
  ])
  expect(await told(trainer)).toEqual(['job_requested'])
  const back = await change(anna, longer.body, { endsAt: '2026-11-26T12:00:00+01:00', scope: 'following' })
  expect(back.body.series.jobs.every(({ status }: Job) => status === 'scheduled')).toBe(true)
})

test('of many changes of one series at once exactly one is made, as a whole', async () => {
  const jobs = await book(anna)
  const before = await stored()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => {
      const startsAt = `2026-11-24T10:${String(5 + i * 2 - ((i * 2) % 5)).padStart(2, '0')}:00+01:00`
      return change(anna, jobs[0], { startsAt, title: `v${i}`, scope: 'all' })
    }),
  )
  const won = answers.filter(({ status }) => status === 200)
  expect(won).toHaveLength(1)
  expect(answers.filter(({ body }) => body.code === 'stale')).toHaveLength(19)
  const title = won[0]?.body.title
  const after = await stored()
  expect(after).toMatchObject(before.map(() => ({ title, version: 2 })))
  const shifts = after.map(({ startsAt }, i) => Number(startsAt) - Number(before[i]?.startsAt))
  expect(new Set(shifts).size).toBe(1)
})

test('a change of one of them at the same time is never lost, and never splits the others', async () => {
  const jobs = await book(anna)
  const others = await Promise.all([
    ...jobs.slice(1).map((job, i) => change(anna, job, { note: `n${i}` })),
    change(anna, jobs[0], { startsAt: '2026-11-24T11:00:00+01:00', scope: 'all' }),
  ])
  const series = others.at(-1)
  const after = await stored()
  const hours = after.map(({ startsAt }) => new Date(Number(startsAt)).getUTCHours())
  expect(hours).toEqual(hours.map(() => (series?.status === 200 ? 10 : 9)))
  const sql =
    'select count(*) n from jobs j where version <> (select count(*) from audit_events where entity_id = j.id)'
  expect(await workshop.db.prepare(sql).first('n')).toBe(0)
  const notes = await workshop.db.prepare('select count(*) n from jobs where note is not null').first('n')
  expect(notes).toBe(others.slice(0, -1).filter(({ status }) => status === 200).length)
})

test('what was handed over is no longer of this series for its old holder, at a change and a cancel', async () => {
  const jobs = await book(anna)
  await anna.post(`/api/jobs/${jobs[3]?.id}/transfer`, { userId: 'ben' })
  expect((await ben.post(`/api/jobs/${jobs[3]?.id}/transfer/accept`)).status).toBe(200)
  const bens = async () => (await stored()).find(({ person }) => person === 'ben')
  const before = await bens()
  expect((await change(anna, jobs[0], { title: 'Neu', scope: 'all' })).status).toBe(200)
  expect((await anna.post(`/api/jobs/${jobs[0]?.id}/cancel`, { scope: 'all' })).status).toBe(200)
  expect(await bens()).toEqual(before)
  expect((await stored()).filter(({ status }) => status === 'cancelled')).toHaveLength(4)
})

test('a series is not cancelled later than one of them may be', async () => {
  await admin.patch('/api/settings', { booking: { cancelUntilMinutes: 60 } })
  const [first] = await book(anna)
  await workshop.setClock(Date.parse('2026-11-24T09:30:00+01:00'))
  const later = await workshop.as('anna')
  const refused = await later.post(`/api/jobs/${first?.id}/cancel`, { scope: 'all' })
  expect(refused.body.errors[0].code).toBe('cancel_too_late')
  expect((await stored()).every(({ status }) => status === 'scheduled')).toBe(true)
})

test('a change that is sent again with its key is made once; what has begun can’t lead the series', async () => {
  const jobs = await book(anna, {
    startsAt: '2026-11-23T10:05:00+01:00',
    endsAt: '2026-11-23T11:00:00+01:00',
  })
  const key = { 'idempotency-key': 'move' }
  const patch = { startsAt: '2026-11-24T10:35:00+01:00', scope: 'following' }
  const answers = await Promise.all([1, 2, 3].map(() => change(anna, jobs[1], patch, key)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect((await stored()).map(({ version }) => version)).toEqual([1, 2, 2, 2, 2])
  await workshop.advance(10 * 60_000)
  await workshop.tick()
  const running = await anna.get(`/api/jobs/${jobs[0]?.id}`)
  const refused = await change(anna, running.body, { title: 'x', scope: 'all' })
  expect(refused.body.code).toBe('invalid_state')
})
