import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let admin: Client
beforeAll(async () => {
  workshop = await startWorkshop()
  admin = await workshop.as('admin')
})
beforeEach(() => workshop.clear())
afterAll(() => workshop.stop())

test('a new workshop has defaults for everything', async () => {
  expect((await admin.get('/api/settings')).body).toMatchObject({
    siteName: 'Werkstatt',
    nameDisplay: 'full',
    booking: { slotMinutes: 5, minMinutes: 15, maxMinutes: 4320, maxOpenJobs: 3, maxHoursPerWeek: 40 },
    bookingByRole: { trainer: { maxOpenJobs: null } },
  })
})

test('a change keeps what it does not name, and is on record', async () => {
  const answer = await admin.patch('/api/settings', { siteName: 'Halle 3', booking: { maxOpenJobs: 5 } })
  expect(answer.status).toBe(200)
  await admin.patch('/api/settings', { booking: { openingHours: { 1: [{ from: '07:00', to: '16:00' }] } } })
  const { body } = await admin.get('/api/settings')
  expect(body).toMatchObject({
    siteName: 'Halle 3',
    booking: { maxOpenJobs: 5, minMinutes: 15, openingHours: { 1: [{ from: '07:00', to: '16:00' }] } },
  })
  expect((await workshop.visitor().get('/api/site')).body.name).toBe('Halle 3')
  const record = await workshop.db
    .prepare(
      "select actor_id, changes from audit_events where action = 'settings.change' order by id limit 1",
    )
    .first<{ actor_id: string; changes: string }>()
  expect(record?.actor_id).toBe('admin')
  expect(JSON.parse(record?.changes ?? '').siteName).toEqual(['Werkstatt', 'Halle 3'])
})

test('two admins who change different fields at once lose nothing', async () => {
  const answers = await Promise.all([
    ...[1, 2, 3, 4].map((maxOpenJobs) => admin.patch('/api/settings', { booking: { maxOpenJobs } })),
    admin.patch('/api/settings', { booking: { noShowMinutes: 45 } }),
    admin.patch('/api/settings', { booking: { horizonDays: 90 } }),
  ])
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect((await admin.get('/api/settings')).body.booking).toMatchObject({
    noShowMinutes: 45,
    horizonDays: 90,
  })
})

test.each([
  ['a key that does not exist', { colour: 'red' }, 'unknown_field'],
  ['a policy field that does not exist', { booking: { maxCats: 1 } }, 'unknown_field'],
  ['a number out of range', { booking: { maxMinutes: 0 } }, 'too_small'],
  [
    'hours that end before they begin',
    { booking: { openingHours: { 1: [{ from: '16:00', to: '07:00' }] } } },
    'ends_before_start',
  ],
  ['a shortest duration above the longest', { booking: { minMinutes: 60, maxMinutes: 30 } }, 'min_above_max'],
])('%s is refused', async (_, patch, code) => {
  const answer = await admin.patch('/api/settings', patch)
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
  expect(answer.body.errors[0].code).toBe(code)
})

test('a trainer reads the settings, nobody else; only an admin changes them', async () => {
  const trainer = await workshop.as('trainer')
  expect((await trainer.get('/api/settings')).status).toBe(200)
  expect((await trainer.patch('/api/settings', { siteName: 'x' })).status).toBe(403)
  expect((await (await workshop.as('anna')).get('/api/settings')).status).toBe(403)
})

test('what another version wrote does not break the workshop', async () => {
  await workshop.db
    .prepare("insert into settings values ('nameDisplay', '\"emoji\"', 0), ('futureKey', '7', 0)")
    .run()
  expect((await admin.get('/api/settings')).body).toMatchObject({ nameDisplay: 'full' })
})
