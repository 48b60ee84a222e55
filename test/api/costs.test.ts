import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { addJobsInTurn, addPastHours, addPastJobs, addPeople } from '../support/figures.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

const berlin = (local: string, offset = '+01:00'): number => Date.parse(`${local}:00${offset}`)

let workshop: Workshop
let admin: Client
let trainer: Client
beforeAll(async () => {
  workshop = await startWorkshop()
  admin = await workshop.as('admin')
  trainer = await workshop.as('trainer')
  await workshop.db
    .prepare("insert into cost_centres (id, code, name) values ('k1', '4711', '=Metall')")
    .run()
})
beforeEach(async () => {
  await workshop.clear()
  await workshop.db.batch([
    workshop.db.prepare(
      "insert into tariffs values ('e', 'energy', null, null, 30500, 0, 0, 'admin'), ('m', 'machine', null, null, 200, 0, 0, 'admin')",
    ),
  ])
  await addPastJobs(workshop, [
    { id: 'one', startsAt: berlin('2026-10-05T10:00', '+02:00'), hours: 2, costCentreId: 'k1' },
    { id: 'two', startsAt: berlin('2026-10-06T10:00', '+02:00'), hours: 1, userId: 'ben' },
    // Over midnight into November.
    { id: 'edge', startsAt: berlin('2026-10-31T23:00'), hours: 3, costCentreId: 'k1' },
  ])
  await addPastHours(workshop, [
    { hourAt: berlin('2026-10-05T10:00', '+02:00'), purpose: 'job', jobId: 'one', energyMwh: 400_001 },
    { hourAt: berlin('2026-10-06T10:00', '+02:00'), purpose: 'job', jobId: 'two', energyMwh: 250_000 },
    { hourAt: berlin('2026-10-31T23:00'), purpose: 'job', jobId: 'edge', energyMwh: 100_000 },
    { hourAt: berlin('2026-11-01T00:00'), purpose: 'job', jobId: 'edge', energyMwh: 100_000 },
    { hourAt: berlin('2026-10-07T03:00', '+02:00'), purpose: 'standby', energyMwh: 7_999 },
    { hourAt: berlin('2026-10-07T04:00', '+02:00'), purpose: 'unbooked', energyMwh: 50_000 },
  ])
})
afterAll(() => workshop.stop())

const october = async (client = trainer) => (await client.get('/api/reports/costs?month=2026-10')).body

test('a statement has every job as a line, and its sums are those of the ledger', async () => {
  const costs = await october()
  expect(costs.lines.map(({ jobId, cents }: { jobId: string; cents: number }) => [jobId, cents])).toEqual([
    ['one', 412],
    ['two', 208],
    ['edge', 203],
  ])
  expect(costs.byCostCentre).toMatchObject([
    { id: null, jobs: 1, cents: 208 },
    { id: 'k1', name: '=Metall', jobs: 2, usedHours: 3, cents: 615 },
  ])
  const ledger = await workshop.db
    .prepare('select sum(energy_mwh) as mwh from plug_hours where hour_at < ?')
    .bind(berlin('2026-11-01T00:00'))
    .first<{ mwh: number }>()
  expect(costs.total.kWh).toBe((ledger?.mwh ?? 0) / 1_000_000)
  expect(costs.total.cents).toBe(412 + 208 + 203 + costs.total.overheadCents)
})

test('many small lines, each in whole cents, still add up to what the ledger’s energy cost', async () => {
  const jobs = Array.from({ length: 30 }, (_, i) => ({
    id: `small${i}`,
    startsAt: berlin('2026-09-07T06:00', '+02:00') + i * 3_600_000,
    hours: 1,
  }))
  await addPastJobs(workshop, jobs)
  // 45 Wh each are 1.3725 cents: thirty of them 41.175, and not thirty times one.
  await addPastHours(
    workshop,
    jobs.map(({ id, startsAt }) => ({ hourAt: startsAt, purpose: 'job', jobId: id, energyMwh: 45_000 })),
  )
  const { lines, total } = (await trainer.get('/api/reports/costs?month=2026-09')).body
  expect(lines.reduce((sum: number, line: { cents: number }) => sum + line.cents, 0)).toBe(30 * 201)
  expect(total).toMatchObject({ roundingCents: 11, cents: 30 * 200 + 41 })
  const { body } = await trainer.get('/api/reports/costs?month=2026-09&format=csv')
  expect(body).toContain(';0,11;;Rundung;')
})

test('a flat fee is due once, in the month a job begins, by the kind of its machine', async () => {
  for (const price of [
    { kind: 'job', printerKind: 'printer', cents: 50 },
    { kind: 'job', printerKind: 'laser', cents: 900 },
  ])
    expect(
      (await admin.post('/api/tariffs', { ...price, validFrom: '2026-01-01T00:00:00.000Z' })).status,
    ).toBe(201)
  const wrong = { kind: 'energy', printerKind: 'laser', cents: 1, validFrom: '2027-01-01T00:00:00.000Z' }
  expect((await admin.post('/api/tariffs', wrong)).body.errors[0].code).toBe('energy_for_all')
  const fees = (costs: { lines: { jobId: string; feeCents: number }[] }) =>
    Object.fromEntries(costs.lines.map(({ jobId, feeCents }) => [jobId, feeCents]))
  expect(fees(await october())).toEqual({ one: 50, two: 50, edge: 50 })
  const november = (await trainer.get('/api/reports/costs?month=2026-11')).body
  expect(fees(november)).toEqual({ edge: 0 })
  // The figures say the same as the statements.
  const range = 'from=2026-10-01&to=2026-12-01'
  await workshop.tick()
  const { total } = (await trainer.get(`/api/statistics?${range}`)).body
  const machines = [...(await october()).lines, ...november.lines] as {
    machineCents: number
    feeCents: number
  }[]
  expect(total.machineCents).toBe(machines.reduce((sum, line) => sum + line.machineCents + line.feeCents, 0))
  expect((await trainer.get('/api/jobs/one')).body.costCents).toBe(412 + 50)
})

test('a closed month stays what it was, whatever changes later, and its checksum says so', async () => {
  expect((await trainer.post('/api/reports/costs/2026-10/freeze')).status).toBe(403)
  const { status, body: frozen } = await admin.post('/api/reports/costs/2026-10/freeze')
  expect(status).toBe(201)
  expect(frozen.frozen).toMatchObject({ isSound: true })
  await addPastHours(workshop, [
    { hourAt: berlin('2026-10-08T03:00', '+02:00'), purpose: 'standby', energyMwh: 9_000_000 },
  ])
  await workshop.db.prepare("update jobs set cost_centre_id = null where id = 'one'").run()
  expect(await october()).toEqual(frozen)
  expect((await admin.post('/api/reports/costs/2026-10/freeze')).status).toBe(409)
  await expect(workshop.db.prepare("update frozen_months set statement = '{}'").run()).rejects.toThrow(
    'append_only',
  )
})

test('a correction is a booking of its own, with a reason, and only of a closed month', async () => {
  const correction = { costCentreId: 'k1', cents: -150, reason: 'Lüfter lief doppelt' }
  expect((await admin.post('/api/reports/costs/2026-10/corrections', correction)).status).toBe(409)
  const before = (await admin.post('/api/reports/costs/2026-10/freeze')).body
  const { status, body } = await admin.post('/api/reports/costs/2026-10/corrections', correction)
  expect(status).toBe(201)
  expect(body.frozen).toEqual(before.frozen)
  expect(body.corrections).toMatchObject([
    { costCentre: '=Metall', cents: -150, reason: 'Lüfter lief doppelt' },
  ])
  expect(body.total.cents).toBe(before.total.cents - 150)
  for (const wrong of [
    { ...correction, cents: 0 },
    { ...correction, reason: '' },
    { ...correction, costCentreId: 'x' },
  ])
    expect((await admin.post('/api/reports/costs/2026-10/corrections', wrong)).status).toBe(422)
})

test('a month that goes on is not closed', async () => {
  expect((await admin.post('/api/reports/costs/2026-11/freeze')).status).toBe(409)
})

test('the table opens in a German Excel, adds up, and holds no formula', async () => {
  await admin.post('/api/reports/costs/2026-10/freeze')
  await admin.post('/api/reports/costs/2026-10/corrections', { cents: -150, reason: '-1+1' })
  const answer = await trainer.get('/api/reports/costs?month=2026-10&format=csv')
  const rows: string[][] = answer.body
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n')
    .map((row: string) => row.split(';'))
  const place = rows[0]?.indexOf('Summe €') ?? -1
  const cents = rows.slice(1).map((row) => Math.round(Number(row[place]?.replace(',', '.')) * 100))
  expect(cents.reduce((sum, one) => sum + one, 0)).toBe((await october()).total.cents)
  expect(cents).toContain(-150)
  expect(answer.body).toContain("'=Metall")
  expect(answer.body).toContain("'-1+1")
})

test('the spreadsheet holds lines and sums', async () => {
  const { url, gatewaySecret } = workshop
  const answer = await fetch(new URL('/api/reports/costs?month=2026-10&format=xlsx', url), {
    headers: { 'x-myp-gateway': gatewaySecret, cookie: trainer.cookie() ?? '' },
  })
  expect(answer.headers.get('content-type')).toContain('spreadsheetml')
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  expect(sheet).toContain('<v>4.12</v>')
  expect(sheet).not.toContain('<f>')
  expect(strFromU8(files['xl/workbook.xml'] ?? new Uint8Array())).toContain('Summen')
})

test('apprentices see no statement', async () => {
  expect((await (await workshop.as('anna')).get('/api/reports/costs?month=2026-10')).status).toBe(403)
})

describe('in works-council mode', () => {
  type Sum = { id: string | null; isRest: boolean; jobs: number; cents: number }
  const groups = (sums: Sum[]) => sums.map(({ id, isRest, jobs }) => [isRest ? 'rest' : id, jobs])
  /** Two hours each, one after the other, charged to a cost centre. */
  const print = (people: string[], day: number, costCentreId: string | null) =>
    addJobsInTurn(workshop, people, {
      label: `${day}`,
      startsAt: berlin(`2026-10-${day}T06:00`, '+02:00'),
      hours: 2,
      costCentreId,
    })
  beforeEach(async () => {
    await admin.patch('/api/settings', { worksCouncilMode: true })
    await workshop.db.batch([
      workshop.db.prepare(
        "insert or ignore into cost_centres (id, code, name) values ('k2', '4712', 'Holz'), ('k3', '4713', 'Lack')",
      ),
      workshop.db.prepare(
        "insert or ignore into cohorts (id, name, created_at) values ('g', 'Jahrgang 24', 0)",
      ),
    ])
  })

  test('a line says what a machine did, and not for whom', async () => {
    const costs = await october()
    expect(JSON.stringify(costs.lines)).not.toMatch(/Anna|Ben|anna|"ben"|Metall|k1|one/)
    expect(costs.lines[0]).toMatchObject({
      printer: 'Drucker 1',
      kWh: 0.400001,
      cents: 412,
      costCentre: null,
    })
    const { body } = await trainer.get('/api/reports/costs?month=2026-10&format=csv')
    expect(body).not.toMatch(/Metall|Anna/)
  })

  test('cost centres of fewer than five people are one sum, and the sums still add up', async () => {
    await addPeople(workshop, 6)
    await print(['a1', 'a2', 'a3', 'a4', 'a5', 'a6'], 12, 'k2')
    await print(['a1', 'a2', 'trainer'], 13, 'k3')
    const costs = await october()
    // Metall is Anna's, Lack is of three, and Ben has none: five people together.
    expect(groups(costs.byCostCentre)).toEqual([
      ['k2', 6],
      ['rest', 6],
    ])
    const cents = (costs.byCostCentre as Sum[]).reduce((sum, one) => sum + one.cents, 0)
    expect(cents).toBe(costs.total.jobCents)
    // What the statistics leave out is the same: nothing is left of the one less the other.
    const asked = 'from=2026-10-01&to=2026-11-01&groupBy=costCentre'
    const { items } = (await trainer.get(`/api/statistics?${asked}`)).body
    expect(items.map(({ costCentre }: { costCentre: string }) => costCentre)).toEqual(['k2'])
  })

  test('what is left over from the sum is never one person’s', async () => {
    await addPeople(workshop, 6)
    await workshop.db.prepare("delete from jobs where id <> 'one'").run()
    await print(['a1', 'a2', 'a3', 'a4', 'a5', 'a6'], 12, 'k2')
    // The total less six people's would be Anna's.
    expect(groups((await october()).byCostCentre)).toEqual([['rest', 7]])
  })

  test('a month that goes on is not told apart, nor is whom a correction is about', async () => {
    await addPeople(workshop, 6)
    await addPastJobs(
      workshop,
      ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((userId, i) => ({
        id: userId,
        userId,
        costCentreId: 'k2',
        startsAt: berlin('2026-11-10T06:00') + i * 3_600_000,
        hours: 1,
      })),
    )
    const november = (await trainer.get('/api/reports/costs?month=2026-11')).body
    expect(groups(november.byCostCentre)).toEqual([['rest', 7]])
    await admin.post('/api/reports/costs/2026-10/freeze')
    const correction = { costCentreId: 'k1', cohortId: 'g', cents: -150, reason: 'Lüfter lief doppelt' }
    const { corrections } = (await admin.post('/api/reports/costs/2026-10/corrections', correction)).body
    expect(corrections).toMatchObject([{ costCentreId: null, costCentre: null, cohort: null, cents: -150 }])
  })
})
