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
})
