import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { PRINTING, STANDBY, startVirtualWorkshop, type VirtualWorkshop } from '../support/virtual-workshop.ts'
import { inMinutes } from '../support/workshop.ts'

const HOUR_MS = 3_600_000

let workshop: VirtualWorkshop
let anna: Client
let trainer: Client
let admin: Client

beforeAll(async () => {
  workshop = await startVirtualWorkshop(1)
})
afterAll(() => workshop.stop())
beforeEach(async () => {
  plug().setLoad(STANDBY)
  if (plug().relay) plug().pressButton()
  await workshop.clear()
  anna = await workshop.as('anna')
  trainer = await workshop.as('trainer')
  admin = await workshop.as('admin')
  await workshop.pass(5)
})

const plug = () => {
  const [found] = workshop.plugs
  if (!found) throw new Error('no plug')
  return found
}
const book = async (from: number, to: number): Promise<string> => {
  const answer = await anna.post('/api/jobs', {
    printerId: 'printer-1',
    startsAt: inMinutes(workshop, from),
    endsAt: inMinutes(workshop, to),
    title: 'Halter',
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.id
}
const energy = async (who: Client, resolution: string, hours = 12) => {
  const from = new Date(workshop.now() - hours * HOUR_MS).toISOString()
  const answer = await who.get(
    `/api/energy?resolution=${resolution}&from=${from}&to=${inMinutes(workshop, 60)}`,
  )
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body.items
}
const total = (items: { energyWh: number }[]) => items.reduce((sum, { energyWh }) => sum + energyWh, 0)
const bookedMwh = async (): Promise<number> => {
  const row = await workshop.db
    .prepare('select sum(energy_mwh) as mwh from energy_hours')
    .first<{ mwh: number | null }>()
  return row?.mwh ?? 0
}
/** What the bridge had counted when it was booked last. */
const counterMwh = async (): Promise<number> => {
  const row = await workshop.db.prepare('select counter_mwh as mwh from plug_states').first<{ mwh: number }>()
  return row?.mwh ?? 0
}
/** Since the test began: what went through the plug, as the plug itself knows it. */
const meter = () => {
  const start = plug().energyMwh
  return () => plug().energyMwh - start
}

test('a job takes what its machine took, and costs what the tariffs say', async () => {
  const validFrom = new Date(workshop.now() - (workshop.now() % HOUR_MS)).toISOString()
  const energyPrice = { kind: 'energy', cents: 30_000, validFrom }
  expect((await anna.post('/api/tariffs', energyPrice)).status).toBe(403)
  expect((await admin.post('/api/tariffs', energyPrice)).status).toBe(201)
  expect((await admin.post('/api/tariffs', { kind: 'machine', cents: 100, validFrom })).status).toBe(201)
  plug().setLoad(PRINTING)
  const used = meter()
  const id = await book(0, 60)
  await workshop.pass(30)
  // Sessions end after half an hour.
  anna = await workshop.as('anna')
  expect((await anna.post(`/api/jobs/${id}/finish`)).status).toBe(200)
  plug().setLoad(STANDBY)
  await workshop.pass(6)
  expect(plug().relay).toBe(false)

  const { body } = await anna.get(`/api/jobs/${id}`)
  const usedWh = used() / 1_000
  // 90 W for half an hour, and some minutes of winding down. The bridge looks every ten seconds.
  expect(Math.abs(body.energyWh - usedWh)).toBeLessThan(0.6)
  expect(body.energyQuality).toBe(100)
  // 46 Wh at 30 ct/kWh and half an hour at a euro; on a busy machine the plug is seen on some seconds later.
  const usedHours = (Date.parse(body.finishedAt) - Date.parse(body.startedAt)) / HOUR_MS
  expect(usedHours).toBeGreaterThan(0.45)
  expect(usedHours).toBeLessThanOrEqual(0.5)
  expect(body.costCents).toBe(Math.round((body.energyWh / 1_000) * 30 + usedHours * 100))

  trainer = await workshop.as('trainer')
  const [hour] = await energy(trainer, 'day')
  expect(hour).toMatchObject({ jobsWh: body.energyWh, unbookedWh: 0, peakWatts: 90 })
  expect(total(await energy(anna, 'hour'))).toBeCloseTo(body.energyWh)
  const ofPrinter = (printerId: string) =>
    trainer.get(
      `/api/energy?resolution=day&printerId=${printerId}&from=${inMinutes(workshop, -720)}&to=${inMinutes(workshop, 60)}`,
    )
  expect((await ofPrinter('printer-1')).body.items).toEqual([hour])
  expect((await ofPrinter('printer-9')).body.code).toBe('not_found')
  // Ben took nothing, and sees nothing of Anna's.
  expect(await energy(await workshop.as('ben'), 'hour')).toEqual([])
})

test('what is not a job’s is standby or unbooked, and all of it adds up', async () => {
  const before = await bookedMwh()
  const used = meter()
  plug().pressButton()
  await workshop.pass(3)
  plug().setLoad(PRINTING)
  await workshop.pass(4)
  const items = await energy(trainer, 'minute', 1)
  const sum = (field: string) =>
    items.reduce((all: number, item: Record<string, number>) => all + (item[field] ?? 0), 0)
  expect(sum('standbyWh')).toBeGreaterThan(0)
  expect(sum('unbookedWh')).toBeGreaterThan(3)
  expect(sum('jobsWh')).toBe(0)
  expect(sum('standbyWh') + sum('unbookedWh')).toBeCloseTo(sum('energyWh'))
  expect((await bookedMwh()) - before).toBeLessThanOrEqual(used())
})

test('hours are summed up once they are over; nothing is counted twice, nothing is lost', async () => {
  plug().setLoad(PRINTING)
  const id = await book(0, 120)
  await workshop.pass(50)
  const unrolled = 'select count(*) as n from plug_minutes where id > (select rolled_id from ledger_marks)'
  const minutesLeft = async () => (await workshop.db.prepare(unrolled).first<{ n: number }>())?.n
  const before = { booked: await bookedMwh(), counter: await counterMwh(), left: await minutesLeft() }
  expect(before.left).toBeGreaterThan(45)
  await workshop.pass(6)
  // The hour ended on the way: what is left began in the new one.
  expect(await minutesLeft()).toBeLessThan(before.left ?? 0)
  const after = await bookedMwh()
  expect(after).toBeGreaterThan(before.booked)
  // To the milliwatt-hour what the bridge counted, through the summing up: not an entry more or less.
  expect(after - before.booked).toBe((await counterMwh()) - before.counter)
  anna = await workshop.as('anna')
  const inJob = (await anna.get(`/api/jobs/${id}`)).body.energyWh
  // All but what the plug took before the job, standing by.
  expect(after / 1_000 - inJob).toBeLessThan(1)
})

test('while the worker was away the counter went on, and the job has it, marked as such', async () => {
  plug().setLoad(PRINTING)
  const used = meter()
  const id = await book(0, 120)
  await workshop.pass(10)
  await workshop.passWithoutWorker(30 * 60_000)
  await workshop.pass(1)
  anna = await workshop.as('anna')
  const { energyWh, energyQuality } = (await anna.get(`/api/jobs/${id}`)).body
  // 41 minutes at 90 W, less the seconds until the plug was switched on: as the plug itself knows it.
  expect(Math.abs(energyWh - used() / 1_000)).toBeLessThan(2)
  expect(energyQuality).toBeGreaterThan(15)
  expect(energyQuality).toBeLessThan(35)
})

test('the ledger can only grow', async () => {
  plug().setLoad(PRINTING)
  await book(0, 120)
  await workshop.pass(2)
  const refused = async (sql: string) =>
    expect(workshop.db.prepare(sql).run(), sql).rejects.toThrow('append_only')
  await refused('update plug_minutes set energy_mwh = 0')
  await refused('delete from plug_minutes')
  await workshop.pass(60)
  await refused('update plug_hours set energy_mwh = energy_mwh - 1')
  await refused('delete from plug_hours')
  await refused('update ledger_marks set rolled_id = 0')
})

test('a price in force is never changed, one to come may be', async () => {
  const price = (validFrom: string, cents = 30_000) =>
    admin.post('/api/tariffs', { kind: 'energy', cents, validFrom })
  expect((await price(inMinutes(workshop, -600))).body.errors[0].code).toBe('not_on_the_hour')
  // The first one may reach back: there was nothing before it.
  const first = await price(inMinutes(workshop, -605))
  expect(first.body).toMatchObject({ cents: 30_000, inForce: true })
  expect((await price(inMinutes(workshop, -65))).body.errors[0].code).toBe('tariff_in_past')
  const next = await price(inMinutes(workshop, 55), 35_000)
  expect(next.status).toBe(201)
  expect((await price(inMinutes(workshop, 55), 35_000)).status).toBe(409)

  const url = (answer: { body: { id: string } }) => `/api/tariffs/${answer.body.id}`
  expect((await admin.patch(url(first), { cents: 1 })).body.code).toBe('invalid_state')
  expect((await admin.delete(url(first))).status).toBe(409)
  expect((await admin.patch(url(next), { cents: 36_000 })).body.cents).toBe(36_000)
  expect((await admin.delete(url(next))).status).toBe(204)
  expect((await anna.get('/api/tariffs')).body.items).toHaveLength(1)
})

test('a recorded print proposes the thresholds of its machine', async () => {
  await book(0, 60)
  await workshop.pass(8)
  plug().setLoad(PRINTING)
  await workshop.pass(8)
  const window = { from: inMinutes(workshop, -30), to: inMinutes(workshop, 0) }
  const { status, body } = await trainer.post('/api/printers/printer-1/calibration', window)
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body).toMatchObject({ standbyWatts: 8, workingWatts: 90 })
  expect(body.idleWatts).toBeGreaterThan(8)
  expect(body.busyWatts).toBeLessThan(90)
  const quiet = { from: inMinutes(workshop, -10_000), to: inMinutes(workshop, -9_000) }
  expect((await trainer.post('/api/printers/printer-1/calibration', quiet)).body.errors[0].code).toBe(
    'too_few_minutes',
  )
})
