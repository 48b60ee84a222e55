import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let admin: Client
let trainer: Client
let anna: Client
let ben: Client
beforeAll(async () => {
  workshop = await startWorkshop({ printers: 3 })
  admin = await workshop.as('admin')
  trainer = await workshop.as('trainer')
  anna = await workshop.as('anna')
  ben = await workshop.as('ben')
})
beforeEach(() => workshop.clear())
afterAll(() => workshop.stop())

const slot = (from: number, to: number, more = {}) => ({
  printerId: 'printer-1',
  startsAt: inMinutes(workshop, from),
  endsAt: inMinutes(workshop, to),
  title: 'Zahnrad',
  ...more,
})
const policy = async (booking: object) =>
  expect((await admin.patch('/api/settings', { booking })).status).toBe(200)
const override = async (patch: object, printer = 1) =>
  expect((await admin.patch(`/api/printers/printer-${printer}`, { policy: patch })).status).toBe(200)
const codes = (body: { errors?: { code: string }[] }) => body.errors?.map(({ code }) => code)

test('a refused booking lists every rule it breaks, with words and numbers', async () => {
  await policy({ openingHours: { 1: [{ from: '07:00', to: '16:00' }] } })
  const wrong = { startsAt: '2026-12-27T01:02:00Z', endsAt: '2026-12-31T01:04:00Z' }
  const answer = await anna.post('/api/jobs', slot(0, 0, wrong))
  expect(answer).toMatchObject({ status: 422, body: { code: 'booking_rules' } })
  expect(codes(answer.body)).toEqual([
    'off_grid',
    'off_grid',
    'too_long',
    'beyond_horizon',
    'outside_opening_hours',
    'outside_opening_hours',
    'too_many_hours',
  ])
  expect(answer.body.errors[2]).toMatchObject({ path: 'endsAt', message: 'Höchstens 72 Stunden.' })
  expect(answer.body.errors[6].message).toBe(
    'Das wären 74,1 Stunden in einer Woche, höchstens 40 sind möglich.',
  )
  const english = await anna.post('/api/jobs', slot(0, 0, wrong), { 'accept-language': 'en' })
  expect(english.body.errors[3].message).toBe('At most 28 days ahead.')
})

test('the policy in force is the site’s, overridden by the printer and by the role', async () => {
  await policy({ minMinutes: 30 })
  await override({ maxMinutes: 120, roles: { apprentice: { maxMinutes: 60 } } })
  const shown = async (client: Client) => (await client.get('/api/printers/printer-1')).body.policy
  expect(await shown(anna)).toMatchObject({ minMinutes: 30, maxMinutes: 60, maxOpenJobs: 3 })
  expect(await shown(trainer)).toMatchObject({ minMinutes: 30, maxMinutes: 120, maxOpenJobs: null })
  expect(codes((await anna.post('/api/jobs', slot(60, 150))).body)).toEqual(['too_long'])
  expect((await trainer.post('/api/jobs', slot(60, 150))).status).toBe(201)
  expect((await anna.patch('/api/printers/printer-1', { policy: {} })).status).toBe(403)
  expect((await admin.patch('/api/printers/printer-1', { policy: { maxCats: 1 } })).status).toBe(422)
})

test('open jobs and hours are limited per person, over all machines and on one; staff are exempt', async () => {
  await override({ maxOpenJobsOnPrinter: 1 })
  expect((await anna.post('/api/jobs', slot(60, 120))).status).toBe(201)
  expect(codes((await anna.post('/api/jobs', slot(120, 180))).body)).toEqual([
    'too_many_open_jobs_on_printer',
  ])
  for (const printerId of ['printer-2', 'printer-3'])
    expect((await anna.post('/api/jobs', slot(60, 120, { printerId }))).status).toBe(201)
  const fourth = await anna.post('/api/jobs', slot(120, 180, { printerId: 'printer-3' }))
  expect(codes(fourth.body)).toEqual(['too_many_open_jobs'])
  expect((await ben.post('/api/jobs', slot(120, 180, { printerId: 'printer-3' }))).status).toBe(201)

  await policy({ maxHoursPerWeek: 2 })
  const tooLong = await ben.post('/api/jobs', slot(200, 320, { printerId: 'printer-2' }))
  expect(codes(tooLong.body)).toEqual(['too_many_hours'])
  expect(tooLong.body.errors[0].params).toMatchObject({
    max: 2,
    hours: 3,
    weekAt: '2026-11-22T23:00:00.000Z',
  })
  for (let i = 0; i < 5; i++)
    expect((await trainer.post('/api/jobs', slot(400 + i * 60, 460 + i * 60))).status).toBe(201)
})

test('alternatives are slots that would be accepted, on this printer later and on its equals now', async () => {
  await override({
    openingHours: { 1: [{ from: '07:00', to: '12:00' }], 2: [{ from: '09:00', to: '12:00' }] },
  })
  const { body: laser } = await trainer.post('/api/qualifications', { name: 'Laser' })
  await override({ requiresQualification: laser.id }, 3)
  await anna.post('/api/jobs', slot(60, 120))
  const { body, status } = await ben.post('/api/jobs', slot(60, 120))
  expect(status).toBe(409)
  expect(body.conflicts).toHaveLength(1)
  // Printer 3 asks for what Ben has not got; printer 1 closes at 12:00 and opens on Tuesday at 9:00.
  expect(body.alternatives).toEqual([
    { printerId: 'printer-2', startsAt: inMinutes(workshop, 60), endsAt: inMinutes(workshop, 120) },
    { printerId: 'printer-1', startsAt: '2026-11-24T08:00:00.000Z', endsAt: '2026-11-24T09:00:00.000Z' },
  ])
  for (const alternative of body.alternatives)
    expect((await ben.post('/api/jobs', { ...alternative, title: 'x' })).status).toBe(201)
})

test('availability names the next free slots of a printer or of any of a kind', async () => {
  await anna.post('/api/jobs', slot(0, 60))
  await anna.post('/api/closures', {})
  const one = await ben.get('/api/availability?printerId=printer-1&minutes=30&limit=2')
  expect(one.body.items).toEqual([
    { printerId: 'printer-1', startsAt: inMinutes(workshop, 60), endsAt: inMinutes(workshop, 90) },
    { printerId: 'printer-1', startsAt: inMinutes(workshop, 90), endsAt: inMinutes(workshop, 120) },
  ])
  const any = await ben.get('/api/availability?kind=printer&minutes=30&limit=1')
  expect(any.body.items[0]).toMatchObject({ startsAt: inMinutes(workshop, 0) })
  expect(any.body.items[0].printerId).not.toBe('printer-1')
  expect((await ben.get('/api/availability?printerId=none&minutes=30')).status).toBe(404)
  expect((await ben.get('/api/availability?minutes=30')).status).toBe(422)
  const slots = (await ben.get('/api/availability?kind=printer&minutes=45&limit=5')).body.items
  for (const { printerId, startsAt, endsAt } of slots.slice(0, 3))
    expect((await ben.post('/api/jobs', { printerId, startsAt, endsAt, title: 'x' })).status).toBe(201)
})

test('buffers keep the machine free after a job, for those after it and those before it', async () => {
  await override({ bufferMinutes: 15 })
  await anna.post('/api/jobs', slot(60, 120))
  expect((await ben.post('/api/jobs', slot(120, 180))).status).toBe(409)
  expect((await ben.post('/api/jobs', slot(30, 60))).status).toBe(409)
  expect((await ben.post('/api/jobs', slot(135, 180))).status).toBe(201)
  expect((await ben.post('/api/jobs', slot(0, 45))).status).toBe(201)
})

test('a machine that asks for an instruction is closed to whoever has none, or none for long enough', async () => {
  const { body: laser } = await trainer.post('/api/qualifications', { name: 'Laser', validMonths: 12 })
  await override({ requiresQualification: laser.id })
  expect(codes((await anna.post('/api/jobs', slot(60, 120))).body)).toEqual(['qualification_missing'])
  const granted = await trainer.post(`/api/qualifications/${laser.id}/holders`, { userId: 'anna' })
  expect(granted).toMatchObject({ status: 201, body: { expiresAt: '2027-11-23T09:00:00.000Z' } })
  expect((await anna.post('/api/jobs', slot(60, 120))).status).toBe(201)

  await trainer.post(`/api/qualifications/${laser.id}/holders`, {
    userId: 'anna',
    expiresAt: inMinutes(workshop, 300),
  })
  const beyond = await anna.post('/api/jobs', slot(240, 301 + 4))
  expect(beyond.body.errors).toMatchObject([
    { code: 'qualification_expires', params: { expiresAt: inMinutes(workshop, 300) } },
  ])
  expect(beyond.body.errors[0].message).toContain('15:00')
  expect((await anna.post('/api/jobs', slot(240, 300))).status).toBe(201)
  expect((await anna.get('/api/qualifications')).body.items[0].mine).toMatchObject({ isValid: true })

  expect((await trainer.delete(`/api/qualifications/${laser.id}/holders/anna`)).status).toBe(204)
  expect(codes((await anna.post('/api/jobs', slot(400, 420))).body)).toEqual(['qualification_missing'])
  expect((await anna.post('/api/qualifications', { name: 'x' })).status).toBe(403)
  expect((await trainer.post('/api/qualifications', { name: 'laser' })).status).toBe(409)
})

test('an instruction that runs out is told once, a month before and when it has', async () => {
  const { body: laser } = await trainer.post('/api/qualifications', { name: 'Laser' })
  const day = 24 * 60
  const expiresAt = inMinutes(workshop, 40 * day)
  await trainer.post(`/api/qualifications/${laser.id}/holders`, { userId: 'anna', expiresAt })
  const told = async () => {
    const client = await workshop.as('anna')
    return (await client.get('/api/notifications')).body.items
      .map(({ kind }: { kind: string }) => kind)
      .sort()
  }
  await workshop.tick()
  expect(await told()).toEqual([])
  await workshop.advance(11 * day * 60_000)
  await workshop.tick()
  await workshop.tick()
  expect(await told()).toEqual(['qualification_expiring'])
  await workshop.advance(30 * day * 60_000)
  await workshop.tick()
  await workshop.tick()
  expect(await told()).toEqual(['qualification_expired', 'qualification_expiring'])
})

describe('rules that contradict each other are refused, and nothing changes', () => {
  const stored = async () => [
    (await admin.get('/api/settings')).body.booking,
    (await admin.get('/api/settings')).body.bookingByRole,
    (await admin.get('/api/printers/printer-1')).body.policy,
  ]
  const site: [string, object, object, string[]][] = [
    [
      'the site’s defaults alone',
      {},
      { booking: { minMinutes: 9, maxMinutes: 8 } },
      ['booking.minMinutes min_above_max'],
    ],
    [
      'a role’s rule with the default',
      {},
      { bookingByRole: { apprentice: { maxMinutes: 10 } } },
      ['bookingByRole.apprentice.maxMinutes min_above_max'],
    ],
    [
      'a default with what a printer overrides',
      { maxMinutes: 60 },
      { booking: { minMinutes: 90 } },
      ['booking.minMinutes min_above_max_on_printer'],
    ],
    [
      'a grid on which no length fits',
      {},
      { booking: { slotMinutes: 60, minMinutes: 15, maxMinutes: 45 } },
      ['booking.slotMinutes no_length_on_grid'],
    ],
    [
      'fewer hours in the week than one job needs',
      {},
      { booking: { minMinutes: 120, maxHoursPerWeek: 1 } },
      ['booking.maxHoursPerWeek hours_below_min'],
    ],
    [
      'cancelling earlier than anybody may book',
      {},
      { booking: { horizonDays: 2, cancelUntilMinutes: 4_320 } },
      ['booking.cancelUntilMinutes never_cancellable'],
    ],
    [
      'a qualification that is not there',
      {},
      { booking: { requiresQualification: 'none' } },
      ['booking.requiresQualification unknown_qualification'],
    ],
  ]
  const said = (body: { errors?: { path: string; code: string }[] }) =>
    body.errors?.map(({ path, code }) => `${path} ${code}`)

  test.each(site)('%s', async (_, overrides, change, expected) => {
    await override(overrides)
    const before = await stored()
    const refused = await admin.patch('/api/settings', change)
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
    expect(said(refused.body)).toEqual(expected)
    expect(refused.body.errors[0].message).not.toContain('{')
    expect(await stored()).toEqual(before)
  })

  test('a printer’s own rules, and those of a role on it, with the defaults', async () => {
    await policy({ minMinutes: 30 })
    const before = await stored()
    const change = (policy: object) => admin.patch('/api/printers/printer-1', { policy })
    expect(said((await change({ maxMinutes: 20 })).body)).toEqual(['policy.maxMinutes min_above_max'])
    const role = await change({ maxMinutes: 60, roles: { apprentice: { minMinutes: 90 } } })
    expect(said(role.body)).toEqual(['policy.roles.apprentice.minMinutes min_above_max'])
    const machine = {
      name: 'Neu',
      manufacturer: 'P',
      model: 'M',
      kind: 'printer',
      policy: { maxMinutes: 20 },
    }
    expect(said((await admin.post('/api/printers', machine)).body)).toEqual([
      'policy.maxMinutes min_above_max',
    ])
    expect(await stored()).toEqual(before)
  })

  test('what contradicts itself from before does not hinder the way out', async () => {
    await workshop.db
      .prepare("update printers set policy = '{\"maxMinutes\":5}' where id = 'printer-2'")
      .run()
    await policy({ bufferMinutes: 5 })
    expect(
      (await admin.patch('/api/printers/printer-2', { policy: { maxMinutes: 5, bufferMinutes: 5 } })).status,
    ).toBe(200)
    expect((await admin.patch('/api/printers/printer-2', { policy: {} })).status).toBe(200)
  })
})
