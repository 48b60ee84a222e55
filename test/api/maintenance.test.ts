import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { addPastJobs } from '../support/figures.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let workshop: Workshop
let anna: Client
let trainer: Client
beforeAll(async () => {
  workshop = await startWorkshop()
  anna = await workshop.as('anna')
  trainer = await workshop.as('trainer')
})
beforeEach(() => workshop.clear())
afterAll(() => workshop.stop())

const serviceState = async () => (await anna.get('/api/printers/printer-1')).body.serviceState
/** Without the one about the bridge, which is not running here. */
const openKinds = async (): Promise<string[]> => {
  const { body } = await trainer.get('/api/incidents?open=true')
  const kinds: string[] = body.items.map(({ kind }: { kind: string }) => kind)
  return kinds.filter((kind) => kind !== 'bridge_unreachable')
}

test('an overdue service blocks the machine, and doing it frees it', async () => {
  const { status, body: plan } = await trainer.post('/api/maintenance', {
    printerId: 'printer-1',
    name: 'Düse reinigen',
    everyHours: 10,
    checklist: ['Düse', 'Bett'],
    blocks: true,
  })
  expect(status).toBe(201)
  expect(plan.due).toMatchObject({ state: 'ok' })
  await addPastJobs(workshop, [
    { id: 'a', startsAt: workshop.now() - 3 * DAY, hours: 6 },
    { id: 'b', startsAt: workshop.now() - 2 * DAY, hours: 5 },
    // What another machine does, wears that one.
    { id: 'c', startsAt: workshop.now() - 2 * DAY, hours: 5, printerId: 'printer-2' },
  ])
  await workshop.tick()
  await workshop.tick()
  expect((await anna.get('/api/maintenance?printerId=printer-1')).body.items[0]).toMatchObject({
    since: { usedHours: 11, jobs: 2 },
    due: { state: 'overdue', percent: 110, because: 'hours' },
  })
  expect(await serviceState()).toBe('maintenance')
  expect(await openKinds()).toEqual(['maintenance_due'])

  const path = `/api/maintenance/${plan.id}/services`
  expect((await trainer.post(path, { checked: ['Düse'] })).body.errors[0].code).toBe('checklist_open')
  expect((await anna.post(path, { checked: ['Düse', 'Bett'] })).status).toBe(403)
  const done = await trainer.post(path, { checked: ['Düse', 'Bett'], note: 'Neue Düse' })
  expect(done.body).toMatchObject({ since: { usedHours: 0 }, due: { state: 'ok' } })
  expect(await serviceState()).toBe('available')
  await workshop.tick()
  expect(await openKinds()).toEqual([])
  expect((await trainer.get('/api/maintenance/services?printerId=printer-1')).body.items).toMatchObject([
    { note: 'Neue Düse', usedHours: 11, jobs: 2, doneBy: 'trainer' },
  ])
})

test('a plan is changed without losing its counters, and says when it falls due', async () => {
  const wish = { name: 'Riemen', everyDays: 30 }
  const { body: plan } = await trainer.post('/api/maintenance', { ...wish, printerId: 'printer-1' })
  expect(plan.dueOn).toBe('2026-12-23')
  const changed = await trainer.put(`/api/maintenance/${plan.id}`, { ...wish, everyDays: 10, blocks: true })
  expect(changed.body).toMatchObject({ dueOn: '2026-12-03', blocks: true, due: { state: 'ok' } })
  expect((await anna.put(`/api/maintenance/${plan.id}`, wish)).status).toBe(403)
  expect((await trainer.put('/api/maintenance/none', wish)).status).toBe(404)
})

test('a plan without an interval is none', async () => {
  const answer = await trainer.post('/api/maintenance', { printerId: 'printer-1', name: 'Öl' })
  expect(answer.body.errors[0].code).toBe('interval_missing')
})
