import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

const DAY = 86_400_000
let workshop: Workshop
let admin: Client
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())
beforeEach(async () => {
  await workshop.clear()
  await workshop.db.batch([
    workshop.db.prepare('delete from retention_runs'),
    workshop.db.prepare('delete from sessions'),
    workshop.db.prepare('delete from guest_requests'),
  ])
  admin = await workshop.as('admin')
})

const run = (sql: string, ...values: unknown[]) =>
  workshop.db
    .prepare(sql)
    .bind(...values)
    .run()
const count = async (sql: string) => (await workshop.db.prepare(sql).first<{ n: number }>())?.n

/** A finished job, a session, a message and a record, each so many days old. */
const leaveTraces = async (daysAgo: number, id: string) => {
  const at = workshop.now() - daysAgo * DAY
  await run(
    `insert into jobs (id, printer_id, user_id, title, note, starts_at, ends_at, status, created_at, created_by)
     values (?, 'printer-1', 'anna', 'Zahnrad', 'für Oma', ?, ?, 'finished', ?, 'anna')`,
    ...[id, at - 3_600_000, at, at],
  )
  await run(
    `insert into sessions (id, user_id, created_at, last_seen_at, expires_at, ended_at, address, user_agent)
     values (?, 'anna', ?, ?, ?, ?, '192.0.2.7', 'Firefox')`,
    ...[id, at, at, at, at],
  )
  await run(
    "insert or ignore into kiosks (id, name, token_hash, created_at) values ('hall', 'Halle', 'x', 0)",
  )
  await run(
    `insert into guest_requests (id, kiosk_id, printer_id, name, purpose, minutes, status, created_at)
     values (?, 'hall', 'printer-1', 'Gustav Gast', 'Ersatzteil', 60, 'rejected', ?)`,
    ...[id, at],
  )
  await run("insert into notifications (id, user_id, kind, created_at) values (?, 'anna', 'x', ?)", id, at)
  await run(
    "insert into audit_events (at, actor_kind, actor_id, action, entity_id) values (?, 'user', 'anna', 'test.trace', ?)",
    ...[at, id],
  )
}

test('the preview tells what the night will forget, and the night forgets just that, once', async () => {
  await leaveTraces(800, 'old')
  await leaveTraces(10, 'new')
  const before = await admin.get('/api/retention')
  expect(before.body).toMatchObject({
    policy: { sessionDays: 90, auditDays: 730 },
    preview: { sessions: 1, auditEvents: 1, jobTexts: 1, guests: 1, notifications: 1, people: 0 },
    lastRun: null,
  })

  // 10:00 on Monday is after three: the night is made up for at the next minute.
  await workshop.tick()
  const after = await admin.get('/api/retention')
  expect(after.body.preview).toEqual({
    sessions: 0,
    guests: 0,
    auditEvents: 0,
    jobTexts: 0,
    notifications: 0,
    people: 0,
  })
  expect(after.body.lastRun).toMatchObject({ day: '2026-11-23', report: before.body.preview })

  const jobs = await workshop.db.prepare('select id, title, note, ends_at from jobs order by id').all()
  expect(jobs.results).toMatchObject([
    { id: 'new', title: 'Zahnrad', note: 'für Oma' },
    { id: 'old', title: '–', note: null },
  ])
  const guests = await workshop.db.prepare('select id, name, purpose from guest_requests order by id').all()
  expect(guests.results).toEqual([
    { id: 'new', name: 'Gustav Gast', purpose: 'Ersatzteil' },
    { id: 'old', name: '–', purpose: '–' },
  ])
  expect(await count("select count(*) as n from audit_events where entity_id = 'old'")).toBe(0)
  expect(await count("select count(*) as n from audit_events where entity_id = 'new'")).toBe(1)

  await leaveTraces(801, 'older')
  await workshop.tick()
  expect((await admin.get('/api/retention')).body.preview).toMatchObject({ jobTexts: 1 })
})

test('before three at night nothing happens', async () => {
  await workshop.setClock(Date.parse('2026-11-24T01:59:00Z'))
  await workshop.tick()
  expect(await count('select count(*) as n from retention_runs')).toBe(0)
  await workshop.advance(60_000)
  await workshop.tick()
  expect(await count('select count(*) as n from retention_runs')).toBe(1)
})

test('people who left long ago become nameless', async () => {
  const { body } = await admin.post('/api/users', {
    username: `left-${crypto.randomUUID().slice(0, 8)}`,
    displayName: 'Ludwig Lange-Weg',
    role: 'apprentice',
  })
  await admin.delete(`/api/users/${body.user.id}`)
  await run('update users set disabled_at = ? where id = ?', workshop.now() - 366 * DAY, body.user.id)
  const report = await admin.post('/api/retention/run')
  expect(report.body).toMatchObject({ people: 1 })
  expect(await count("select count(*) as n from users where display_name like '%Lange-Weg%'")).toBe(0)
  expect(await count("select count(*) as n from audit_events where changes like '%Lange-Weg%'")).toBe(0)
})

test('zero days keep for ever, and the trail stays for a month at least', async () => {
  await leaveTraces(3_000, 'ancient')
  const zero = { sessionDays: 0, auditDays: 0, jobTextDays: 0, notificationDays: 0, anonymiseDisabledDays: 0 }
  expect((await admin.patch('/api/settings', { retention: zero })).status).toBe(200)
  await admin.post('/api/retention/run')
  expect(await count("select count(*) as n from audit_events where entity_id = 'ancient'")).toBe(1)
  expect(await count("select count(*) as n from jobs where title = 'Zahnrad'")).toBe(1)
  expect(await admin.patch('/api/settings', { retention: { auditDays: 3 } })).toMatchObject({ status: 422 })
})

test('behind the line that retention drew, nothing younger can be deleted', async () => {
  await leaveTraces(800, 'old-again')
  await admin.post('/api/retention/run')
  await expect(run('delete from audit_events')).rejects.toThrow('append_only')
  expect(
    await count("select count(*) as n from audit_events where action = 'retention.apply'"),
  ).toBeGreaterThan(0)
})
