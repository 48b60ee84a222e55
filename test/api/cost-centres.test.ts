import { afterAll, beforeAll, expect, test } from 'vitest'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())

test('an admin keeps the cost centres, everybody chooses among them', async () => {
  const admin = await workshop.as('admin')
  const anna = await workshop.as('anna')
  const { status, body } = await admin.post('/api/cost-centres', { code: '4711', name: 'Ausbildung' })
  expect(status).toBe(201)
  expect((await admin.post('/api/cost-centres', { code: '4711', name: 'Zweite' })).status).toBe(409)
  expect((await anna.post('/api/cost-centres', { code: '1', name: 'x' })).status).toBe(403)
  expect((await admin.patch(`/api/cost-centres/${body.id}`, { name: 'Lehrwerkstatt' })).body.name).toBe(
    'Lehrwerkstatt',
  )
  expect((await anna.get('/api/cost-centres')).body.items).toEqual([
    { id: body.id, code: '4711', name: 'Lehrwerkstatt' },
  ])
  const job = await anna.post('/api/jobs', {
    printerId: 'printer-1',
    startsAt: inMinutes(workshop, 60),
    endsAt: inMinutes(workshop, 120),
    title: 'x',
    costCentreId: body.id,
  })
  expect(job.body.costCentreId).toBe(body.id)

  expect((await admin.delete(`/api/cost-centres/${body.id}`)).status).toBe(204)
  expect((await admin.delete(`/api/cost-centres/${body.id}`)).status).toBe(404)
  expect((await anna.get('/api/cost-centres')).body.items).toEqual([])
  expect((await anna.get(`/api/jobs/${job.body.id}`)).body.costCentreId).toBe(body.id)

  // By its id nobody charges it any more, at a booking or a change, and nothing changes.
  const { id, version } = job.body
  const again = { startsAt: inMinutes(workshop, 120), endsAt: inMinutes(workshop, 180), title: 'y' }
  for (const repeat of [{}, { repeat: { every: 'day', count: 2 } }]) {
    const wish = { printerId: 'printer-1', ...again, ...repeat, costCentreId: body.id }
    const refused = await anna.post('/api/jobs', wish)
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'cost_centre_archived' }] } })
  }
  const { body: free } = await anna.post('/api/jobs', { printerId: 'printer-1', ...again })
  const charge = { costCentreId: body.id }
  const refused = await anna.patch(`/api/jobs/${free.id}`, charge, { 'if-match': '"1"' })
  expect(refused.body.errors).toMatchObject([{ path: 'costCentreId', code: 'cost_centre_archived' }])
  // What was charged to it before may be changed otherwise.
  const renamed = await anna.patch(
    `/api/jobs/${id}`,
    { ...charge, title: 'z' },
    { 'if-match': `"${version}"` },
  )
  expect(renamed).toMatchObject({ status: 200, body: { title: 'z', costCentreId: body.id } })
})
