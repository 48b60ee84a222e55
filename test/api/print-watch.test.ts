import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { addPastJobs } from '../support/figures.ts'
import { drawnBy, historyOf, type Part, type TraceMinute, traceOf } from '../support/power-traces.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MACHINE = 'bed slinger, 24 V'
const drawn = drawnBy(MACHINE)

let workshop: Workshop
let anna: Client
let trainer: Client
beforeAll(async () => {
  // Plugs that never answer: what was measured is put there by hand.
  workshop = await startWorkshop({ plugAddresses: ['127.0.0.1:9'] })
  anna = await workshop.as('anna')
  trainer = await workshop.as('trainer')
})
beforeEach(async () => {
  await workshop.clear()
  await measure(historyOf(MACHINE, 3), workshop.now() - 24 * HOUR)
})
afterAll(() => workshop.stop())

/** Puts a trace into the ledger so that it ends at an instant. */
const measure = (trace: TraceMinute[], endsAt: number) => {
  const shift = endsAt - (trace.at(-1)?.endsAt ?? 0)
  const insert = workshop.db.prepare(
    `insert into plug_minutes (plug_id, printer_id, starts_at, ends_at, energy_mwh, peak_mw, quality, purpose)
     values ('plug-1', 'printer-1', ?, ?, ?, ?, ?, 'unbooked')`,
  )
  return workshop.db.batch(
    trace.map(({ startsAt, endsAt: until, averageWatts, peakWatts }) =>
      insert.bind(
        startsAt + shift,
        until + shift,
        Math.round(((averageWatts ?? 0) * 1_000) / 60),
        peakWatts === null ? null : Math.round(peakWatts * 1_000),
        averageWatts === null ? 'missing' : 'measured',
      ),
    ),
  )
}
const standby = (minutes: number): Part => ({ minutes, watts: drawn.standby, truth: 'standby' })
const print = (minutes: number): Part[] => [
  { minutes: 5, watts: drawn.heat ?? 0, truth: 'heat_up' },
  { minutes, watts: drawn.work, noise: 7, truth: 'printing', ...(drawn.cycle ? { cycle: drawn.cycle } : {}) },
]
/** A job that has run for as long as its trace, with so many hours booked. */
const run = async (parts: Part[], hours: number) => {
  const trace = traceOf(parts, 5)
  const startsAt = workshop.now() - trace.length * MINUTE
  await addPastJobs(workshop, [{ id: 'job', startsAt, hours, status: 'running', title: 'Halter' }])
  await measure(trace, workshop.now())
  // Its levels are learned in the first pass, and judged by in the next.
  await workshop.tick()
  await workshop.tick()
}
const told = async (kind: string): Promise<string[]> =>
  (await anna.get('/api/notifications')).body.items
    .filter((item: { kind: string }) => item.kind === kind)
    .map((item: { text: string }) => item.text)
const openFailures = async () =>
  (await trainer.get('/api/incidents?open=true')).body.items.filter(
    ({ kind }: { kind: string }) => kind === 'print_failed',
  )

test('a print that broke off after 12 minutes of six hours is told to its holder, once', async () => {
  await run([...print(7), standby(12)], 6)
  await workshop.tick()
  expect(await openFailures()).toMatchObject([{ jobId: 'job', details: { workedMinutes: 12 } }])
  const texts = await told('print_failed')
  expect(texts).toHaveLength(1)
  expect(texts[0]).toContain('12 Minuten')

  const { body } = await anna.get('/api/jobs/job/progress')
  expect(body).toMatchObject({
    phase: 'standby',
    verdict: 'probably_failed',
    isLearned: true,
    workedMinutes: 12,
  })
  expect(body.phases.map(({ phase }: { phase: string }) => phase)).toEqual(['heat_up', 'printing', 'standby'])
})

test('the incident ends when the machine works again', async () => {
  await run([...print(7), standby(12)], 6)
  expect(await openFailures()).toHaveLength(1)
  await workshop.advance(6 * MINUTE)
  await measure(traceOf(print(1), 9), workshop.now())
  await workshop.tick()
  expect(await openFailures()).toEqual([])
})

test('a pause of eight minutes, or minutes that nobody saw, alarm nobody', async () => {
  await run([...print(20), standby(8)], 6)
  expect(await openFailures()).toEqual([])
  await workshop.clear()
  await run([...print(20), { minutes: 15, watts: 0, truth: null, missing: true }], 6)
  expect(await openFailures()).toEqual([])
})

test('a print that is done early asks to give back the rest; set to automatic, it is given back', async () => {
  await run([...print(120), standby(12)], 4)
  expect(await told('print_done')).toHaveLength(1)
  expect((await anna.get('/api/jobs/job')).body.status).toBe('running')

  await (await workshop.as('admin')).patch('/api/settings', { releaseWhenDone: 'automatic' })
  await workshop.tick()
  expect((await anna.get('/api/jobs/job')).body.status).toBe('finished')
  expect(await told('print_released')).toHaveLength(1)
  const record = await workshop.db
    .prepare("select actor_kind kind, changes from audit_events where action = 'job.finish' and at = ?")
    .bind(workshop.now())
    .first<{ kind: string; changes: string }>()
  expect(record?.kind).toBe('system')
  expect(JSON.parse(record?.changes ?? '')).toEqual({ status: ['running', 'finished'], by: [null, 'load'] })
})

test('what is given back like that is offered to the first in the waiting list', async () => {
  await run([...print(120), standby(12)], 4)
  const ben = await workshop.as('ben')
  const wish = {
    printerId: 'printer-1',
    minutes: 60,
    from: new Date(workshop.now()).toISOString(),
    until: new Date(workshop.now() + 2 * HOUR).toISOString(),
  }
  expect((await ben.post('/api/waiting-list', wish)).body).toMatchObject({ status: 'waiting' })
  await workshop.tick()
  expect((await ben.get('/api/waiting-list')).body.items).toMatchObject([{ status: 'waiting', offer: null }])

  await (await workshop.as('admin')).patch('/api/settings', { releaseWhenDone: 'automatic' })
  await workshop.tick()
  await workshop.tick()
  const [wait] = (await ben.get('/api/waiting-list')).body.items
  expect(wait).toMatchObject({ status: 'offered', offer: { printerId: 'printer-1' } })
  expect((await ben.get('/api/notifications')).body.items).toMatchObject([{ kind: 'slot_offered' }])
  expect((await ben.post(`/api/waiting-list/${wait.id}/take`, { title: 'Endlich' })).status).toBe(201)
})

test('what is given back automatically is offered to whoever waits; switched off, nothing is asked or given', async () => {
  const ben = await workshop.as('ben')
  const waits = {
    printerId: 'printer-1',
    minutes: 60,
    from: new Date(workshop.now()).toISOString(),
    // Within the job's own time: only what it gives back can be had.
    until: new Date(workshop.now() + 90 * MINUTE).toISOString(),
  }
  const admin = await workshop.as('admin')
  await admin.patch('/api/settings', { releaseWhenDone: 'off' })
  await run([...print(120), standby(12)], 4)
  expect([...(await told('print_done')), ...(await told('print_released'))]).toEqual([])
  expect((await ben.post('/api/waiting-list', waits)).status).toBe(201)
  const offers = async () => (await ben.get('/api/waiting-list')).body.items
  expect(await offers()).toMatchObject([{ status: 'waiting', offer: null }])

  await admin.patch('/api/settings', { releaseWhenDone: 'automatic' })
  // The first pass gives back, the next one offers.
  await workshop.tick()
  await workshop.tick()
  expect((await anna.get('/api/jobs/job')).body.status).toBe('finished')
  expect(await offers()).toMatchObject([{ status: 'offered', offer: { printerId: 'printer-1' } }])
})

test('the phases of a machine are for staff, the progress of a job for its holder and staff', async () => {
  await run([...print(7), standby(4)], 6)
  const from = new Date(workshop.now() - HOUR).toISOString()
  const path = `/api/printers/printer-1/phases?from=${from}&to=${new Date(workshop.now()).toISOString()}`
  expect((await trainer.get(path)).body.items.at(-1)).toMatchObject({ phase: 'standby' })
  expect((await anna.get(path)).status).toBe(403)
  expect((await (await workshop.as('ben')).get('/api/jobs/job/progress')).status).toBe(403)
})

test('how long to book is learned from prints of the same name', async () => {
  const day = 24 * HOUR
  const jobs = [1, 2, 3].map((n) => ({
    id: `past${n}`,
    title: `Halter v${n}`,
    startsAt: workshop.now() - n * day,
    hours: 4,
  }))
  await addPastJobs(workshop, jobs)
  await workshop.db
    .prepare(
      `insert into job_measurements select id, printer_id, user_id, 14400000, 6000000, 0, starts_at from jobs`,
    )
    .run()
  const suggested = await anna.get(
    '/api/figures/suggestion?printerId=printer-1&title=Halter%20v4&minutes=240',
  )
  expect(suggested.body).toEqual({ suggestion: { minutes: 110, jobs: 3, basis: 'similar_titles' } })
  const { body } = await anna.get('/api/figures/planned-measured?from=2026-11-01&to=2026-12-01')
  expect(body.items).toMatchObject([{ printerId: 'printer-1', jobs: 3, usedShare: 42, unusedHours: 7 }])
})
