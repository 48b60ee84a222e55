import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addPastJobs } from '../support/figures.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

const berlin = (local: string): number => Date.parse(`${local}:00+01:00`)

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop()
})
beforeEach(async () => {
  await workshop.clear()
  await addPastJobs(workshop, [
    { id: 'sunday', startsAt: berlin('2026-11-15T23:00'), hours: 2, title: 'Über Nacht' },
    { id: 'tuesday', startsAt: berlin('2026-11-17T10:00'), hours: 2, usedHours: 1.5, title: '=Halter' },
    { id: 'missed', startsAt: berlin('2026-11-18T10:00'), hours: 2, status: 'missed' },
    { id: 'other', startsAt: berlin('2026-11-18T14:00'), hours: 2, userId: 'ben' },
    { id: 'later', startsAt: berlin('2026-11-23T00:00'), hours: 1 },
  ])
})
afterAll(() => workshop.stop())

const PATH = '/api/figures/training-record?week=2026-11-18'

test('a week holds what one did from Monday to Sunday, and only the hours that fall into it', async () => {
  const { body } = await (await workshop.as('anna')).get(PATH)
  expect(body).toMatchObject({ from: '2026-11-16', to: '2026-11-22', totalHours: 2.5 })
  expect(body.items).toMatchObject([
    { day: '2026-11-16', activity: 'Über Nacht', hours: 1 },
    { day: '2026-11-17', activity: '=Halter', hours: 1.5, printer: 'Drucker 1' },
  ])
})

test('the table can be written on in a spreadsheet, and holds no formula', async () => {
  const { body } = await (await workshop.as('anna')).get(`${PATH}&format=csv`)
  expect(body).toContain(`2026-11-17;Drucker 1;"'=Halter";;1,5`)
})

test("somebody else's week is for staff, with a reason in works-council mode, and on record", async () => {
  expect((await (await workshop.as('ben')).get(`${PATH}&userId=anna`)).status).toBe(403)
  await (await workshop.as('admin')).patch('/api/settings', { worksCouncilMode: true })
  const trainer = await workshop.as('trainer')
  expect((await trainer.get(`${PATH}&userId=anna`)).body.code).toBe('reason_required')
  const { body } = await trainer.get(`${PATH}&userId=anna&reason=Nachweis%20pr%C3%BCfen`)
  expect(body.totalHours).toBe(2.5)
  const trail = await workshop.db
    .prepare("select changes from audit_events where action = 'history.read' and actor_id = 'trainer'")
    .first<{ changes: string }>()
  expect(trail?.changes).toContain('Nachweis prüfen')
})

test('nobody writes about thousands of weeks', async () => {
  const anna = await workshop.as('anna')
  const write = async (week: string) =>
    (await anna.put('/api/figures/training-record', { week, text: 'x', version: 0 })).body
  for (const week of ['0001-01-01', '2021-11-15', '2026-12-28', '9999-12-27'])
    expect((await write(week)).errors, week).toMatchObject([{ code: 'week_out_of_reach' }])
  for (const week of ['2022-01-03', '2026-12-21']) expect((await write(week)).version, week).toBe(1)
})

test('what one writes about a week is kept, by version, and stands in the table', async () => {
  const anna = await workshop.as('anna')
  const write = (text: string, version: number) =>
    anna.put('/api/figures/training-record', { week: '2026-11-18', text, version })
  expect((await anna.get(PATH)).body).toMatchObject({ text: '', version: 0, updatedAt: null })
  expect((await write('Halter konstruiert,\ngedruckt', 0)).body).toMatchObject({
    version: 1,
    from: '2026-11-16',
  })
  // Another page that was opened before.
  expect((await write('anders', 0)).body.code).toBe('stale')
  expect((await write('Halter gedruckt', 1)).body).toMatchObject({ text: 'Halter gedruckt', version: 2 })
  expect((await write('aus dem Nichts', 7)).status).toBe(409)
  expect((await anna.get(`${PATH}&format=csv`)).body).toContain('Woche;;Halter gedruckt;;2,5')
  expect((await (await workshop.as('ben')).get(PATH)).body.text).toBe('')
  const { trainingWeeks } = (await anna.get('/api/users/anna/export')).body
  expect(trainingWeeks).toMatchObject([{ week: '2026-11-16', text: 'Halter gedruckt' }])
})
