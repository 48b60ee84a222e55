import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let admin: Client
beforeAll(async () => {
  workshop = await startWorkshop()
  admin = await workshop.as('admin')
})
afterAll(() => workshop.stop())

const addCohort = async (name: string, endsOn: string | null = null) => {
  const { body, status } = await admin.post('/api/cohorts', { name, endsOn })
  expect(status, JSON.stringify(body)).toBe(201)
  return body as { id: string; isOver: boolean; members: number }
}
const memberships = async (userId: string) =>
  (
    await workshop.db
      .prepare(
        `select c.name, m.until_at is null as open from cohort_memberships m join cohorts c on c.id = m.cohort_id
         where m.user_id = ? order by m.id`,
      )
      .bind(userId)
      .all()
  ).results

test('a cohort has a name of its own, an end, and tells when it is over', async () => {
  expect(await addCohort('2023', '2026-07-31')).toMatchObject({ isOver: true, members: 0 })
  expect(await addCohort('2024', '2026-11-23')).toMatchObject({ isOver: false })
  expect(await admin.post('/api/cohorts', { name: '2024' })).toMatchObject({
    status: 409,
    body: { errors: [{ code: 'cohort_taken' }] },
  })
  expect((await admin.post('/api/cohorts', { name: 'x', endsOn: '2026-02-30' })).status).toBe(422)
  const anna = await workshop.as('anna')
  expect((await anna.get('/api/cohorts')).body.items).toHaveLength(2)
  expect((await anna.post('/api/cohorts', { name: 'Meiner' })).status).toBe(403)
})

test('at the year’s end people move, and their past stays where it was', async () => {
  const [first, second] = [await addCohort('Jahr 1'), await addCohort('Jahr 2')]
  for (const id of ['anna', 'ben', 'trainer']) await admin.patch(`/api/users/${id}`, { cohortId: first.id })
  const move = { action: 'move', toCohortId: second.id }
  const preview = await admin.post(`/api/cohorts/${first.id}/roll-over`, { ...move, dryRun: true })
  expect(preview.body.people.map(({ id }: { id: string }) => id).sort()).toEqual(['anna', 'ben'])
  expect((await admin.get(`/api/cohorts/${first.id}`)).body.members).toBe(3)

  await admin.post(`/api/cohorts/${first.id}/roll-over`, { ...move, dryRun: false })
  expect((await admin.get(`/api/cohorts/${second.id}`)).body.members).toBe(2)
  expect(await memberships('anna')).toEqual([
    { name: 'Jahr 1', open: 0 },
    { name: 'Jahr 2', open: 1 },
  ])
  // Who trains stays with the year.
  expect(await memberships('trainer')).toEqual([{ name: 'Jahr 1', open: 1 }])
  expect((await admin.delete(`/api/cohorts/${first.id}`)).body.errors).toMatchObject([
    { code: 'cohort_has_members' },
  ])
})

test('a cohort that leaves is disabled at once and gives its slots back', async () => {
  const last = await addCohort('Letztes Jahr')
  for (const id of ['anna', 'ben']) await admin.patch(`/api/users/${id}`, { cohortId: last.id })
  const anna = await workshop.as('anna')
  const { body: job } = await anna.post('/api/jobs', {
    printerId: 'printer-1',
    startsAt: inMinutes(workshop, 60),
    endsAt: inMinutes(workshop, 90),
    title: 'Halter',
  })
  const left = await admin.post(`/api/cohorts/${last.id}/roll-over`, { action: 'disable', dryRun: false })
  expect(left.body.people).toHaveLength(2)
  expect((await anna.post('/api/notifications/read-all')).status).toBe(401)
  expect((await admin.get(`/api/jobs/${job.id}`)).body.status).toBe('cancelled')
  expect((await admin.get('/api/users?state=disabled')).body.items).toHaveLength(2)
  const { results } = await workshop.db
    .prepare("select entity_id from audit_events where action = 'user.disable' order by entity_id")
    .all()
  expect(results).toEqual([{ entity_id: 'anna' }, { entity_id: 'ben' }])
  expect((await admin.delete(`/api/cohorts/${last.id}`)).status).toBe(204)
  expect((await admin.get(`/api/cohorts/${last.id}`)).status).toBe(404)
})
