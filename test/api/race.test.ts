import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Answer, Client } from '../support/client.ts'
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
const made = async (wish: Promise<Answer>) => {
  const { status, body } = await wish
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const rows = async <T>(sql: string, ...values: unknown[]) =>
  (
    await workshop.db
      .prepare(sql)
      .bind(...values)
      .all<T>()
  ).results
const overlaps = () =>
  rows(`select a.id, b.id from jobs a join jobs b on a.printer_id = b.printer_id and a.id < b.id
    where a.status in ('requested', 'scheduled', 'running', 'overrunning')
      and b.status in ('requested', 'scheduled', 'running', 'overrunning')
      and a.starts_at < b.occupied_until and b.starts_at < a.occupied_until`)
const times = <T>(count: number, wish: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => wish(i))

test('200 writers who book, move, extend, approve and repeat into one hour: one gets it, nothing overlaps', async () => {
  await admin.patch('/api/settings', {
    booking: {
      maxOpenJobs: null,
      maxHoursPerWeek: null,
      needsApproval: { overMinutes: 60, overnight: false },
    },
  })
  const DAY = 1440
  const [from, to] = [DAY, DAY + 60]
  const before = await made(anna.post('/api/jobs', slot(from - 60, from)))
  const movable = await Promise.all(
    times(20, (i) => made(ben.post('/api/jobs', slot(i * 60, i * 60 + 60, { printerId: 'printer-2' })))),
  )
  const requests = await Promise.all(
    times(10, (i) => made(anna.post('/api/jobs', slot(3 * DAY + i * 90, 3 * DAY + i * 90 + 75)))),
  )
  const people = [anna, ben, trainer]
  const wishes = [
    ...times(70, (i) => people[i % 3]?.post('/api/jobs', slot(from, to))),
    ...movable.flatMap(({ id, version }) =>
      times(2, () => ben.patch(`/api/jobs/${id}`, slot(from, to), { 'if-match': `"${version}"` })),
    ),
    ...times(30, () => anna.post(`/api/jobs/${before.id}/extend`, { minutes: 5 })),
    ...requests.flatMap(({ id }) =>
      [admin, trainer, admin].map((staff) => staff.post(`/api/jobs/${id}/approve`)),
    ),
    ...times(30, (i) =>
      people[i % 3]?.post(
        '/api/jobs',
        slot(from - DAY + 120, to - DAY + 120, {
          startsAt: inMinutes(workshop, from - DAY),
          endsAt: inMinutes(workshop, to - DAY),
          repeat: { every: 'day', count: 2 },
        }),
      ),
    ),
  ]
  expect(wishes).toHaveLength(200)
  const answers = (await Promise.all(wishes)) as Answer[]

  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  expect(await overlaps()).toEqual([])
  const target = await rows<{ id: string }>(
    `select id from jobs where printer_id = 'printer-1' and status in ('requested', 'scheduled')
       and starts_at < ? and ends_at > ?`,
    Date.parse(inMinutes(workshop, to)),
    Date.parse(inMinutes(workshop, from)),
  )
  // An extension takes only minutes of the hour; whoever came first, all others were refused.
  const wonByExtension = target.some(({ id }) => id === before.id)
  const winners = answers.filter(({ status, body }, i) => {
    const wantsWhole = i < 70 + 40 || i >= 170
    return (
      wantsWhole &&
      status < 300 &&
      (body.series?.jobs ?? [body]).some(
        (job: { startsAt: string }) => job.startsAt === inMinutes(workshop, from),
      )
    )
  })
  expect(winners).toHaveLength(wonByExtension ? 0 : 1)
  const approvals = answers.slice(140, 170)
  for (let i = 0; i < 10; i++)
    expect(approvals.slice(i * 3, i * 3 + 3).filter(({ status }) => status === 200)).toHaveLength(1)
})

test('each step of each job is on record: versions and records agree after a storm', async () => {
  const job = await made(anna.post('/api/jobs', slot(60, 120)))
  const answers = await Promise.all([
    ...times(20, (i) => anna.patch(`/api/jobs/${job.id}`, { title: `v${i}` }, { 'if-match': '"1"' })),
    ...times(20, () => anna.post(`/api/jobs/${job.id}/extend`, { minutes: 5 })),
    ...times(5, () => anna.post(`/api/jobs/${job.id}/cancel`)),
  ])
  const [after] = await rows<{ version: number; ends_at: number }>(
    'select version, ends_at from jobs where id = ?',
    job.id,
  )
  const records = await rows<{ action: string; changes: string }>(
    'select action, changes from audit_events where entity_id = ? order by id',
    job.id,
  )
  expect(records).toHaveLength(after?.version ?? 0)
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(records.length - 1)
  expect(answers.slice(40).filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.slice(0, 20).filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
  // Each record begins where the one before ended: no update was lost.
  let endsAt = Date.parse(inMinutes(workshop, 120))
  for (const { changes } of records.slice(1)) {
    const [was, is] = JSON.parse(changes).endsAt ?? [endsAt, endsAt]
    expect(was).toBe(endsAt)
    endsAt = is
  }
  expect(after?.ends_at).toBe(endsAt)
})

test('however many a person books at once, limits of open jobs and hours hold', async () => {
  await admin.patch('/api/settings', { booking: { maxOpenJobs: 3, maxHoursPerWeek: 40 } })
  const many = await Promise.all(times(40, (i) => anna.post('/api/jobs', slot(i * 60, i * 60 + 60))))
  expect(many.filter(({ status }) => status === 201)).toHaveLength(3)
  expect(many.filter(({ status }) => status === 422)).toHaveLength(37)

  await admin.patch('/api/settings', { booking: { maxOpenJobs: null, maxHoursPerWeek: 5 } })
  const hours = await Promise.all(
    times(40, (i) => ben.post('/api/jobs', slot(i * 60, i * 60 + 60, { printerId: 'printer-2' }))),
  )
  expect(hours.filter(({ status }) => status === 201)).toHaveLength(5)
})

test('of a booking and a closure at the same time only one is there', async () => {
  for (let round = 0; round < 8; round++) {
    const [from, to] = [round * 60, round * 60 + 60]
    const closure = {
      reason: 'zu',
      printerId: 'printer-1',
      startsAt: inMinutes(workshop, from),
      endsAt: inMinutes(workshop, to),
    }
    const [job, closed] = await Promise.all([
      trainer.post('/api/jobs', slot(from, to)),
      admin.post('/api/closures', closure),
    ])
    expect([job.status, closed.status].sort()).toEqual(job.status === 201 ? [201, 409] : [201, 422])
  }
})

test('a held slot and a booking at the same time never overlap', async () => {
  const { id } = await made(trainer.post('/api/jobs', slot(60, 120)))
  await anna.post('/api/waiting-list', {
    printerId: 'printer-1',
    minutes: 60,
    from: inMinutes(workshop, 60),
    until: inMinutes(workshop, 120),
  })
  await Promise.all([
    trainer.post(`/api/jobs/${id}/cancel`),
    workshop.tick(),
    ...times(20, () => ben.post('/api/jobs', slot(60, 120))),
    workshop.tick(),
  ])
  const clashes = await rows(`select j.id from jobs j join held_slots h on h.printer_id = j.printer_id
    where j.status in ('requested', 'scheduled') and j.starts_at < h.ends_at and j.ends_at > h.starts_at and h.user_id <> j.user_id`)
  expect(clashes).toEqual([])
  expect(await overlaps()).toEqual([])
})
