import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { addJobsInTurn, addPastHours, addPastJobs, addPeople } from '../support/figures.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

const HOUR = 3_600_000
const berlin = (local: string, offset = '+01:00'): number => Date.parse(`${local}:00${offset}`)

let workshop: Workshop
let trainer: Client
let anna: Client
beforeAll(async () => {
  workshop = await startWorkshop()
  trainer = await workshop.as('trainer')
  anna = await workshop.as('anna')
  const cohort = workshop.db.prepare('insert into cohorts (id, name, created_at) values (?, ?, 0)')
  await workshop.db.batch([cohort.bind('large', 'Jahrgang 24'), cohort.bind('small', 'Jahrgang 25')])
  await addPeople(workshop, 6, 'large')
  await addPeople(workshop, 2, 'small')
})
beforeEach(() => workshop.clear())
afterAll(() => workshop.stop())

const ask = async (client: Client, query: string) => {
  const answer = await client.get(`/api/statistics?${query}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
const WEEK = 'from=2026-11-16&to=2026-11-23'

test('jobs, hours and energy are summed by machine and day', async () => {
  await addPastJobs(workshop, [
    { id: 'one', startsAt: berlin('2026-11-16T10:00'), hours: 2, usedHours: 1.5 },
    { id: 'two', startsAt: berlin('2026-11-16T13:00'), hours: 1, userId: 'ben', status: 'missed' },
    { id: 'three', startsAt: berlin('2026-11-17T10:00'), hours: 4, printerId: 'printer-2' },
  ])
  await addPastHours(workshop, [
    { hourAt: berlin('2026-11-16T10:00'), purpose: 'job', jobId: 'one', energyMwh: 250_000 },
    { hourAt: berlin('2026-11-16T12:00'), purpose: 'standby', energyMwh: 8_000, measuredMs: HOUR / 2 },
  ])
  const { items, total, names, complete } = await ask(trainer, `${WEEK}&groupBy=printer,day`)
  expect(complete).toBe(true)
  expect(names['printer-1']).toBe('Drucker 1')
  expect(items.find((item: { day: string; printer: string }) => item.day === '2026-11-16')).toMatchObject({
    printer: 'printer-1',
    jobs: 2,
    bookedHours: 3,
    usedHours: 1.5,
    noShows: 1,
    jobKWh: 0.25,
    standbyKWh: 0.008,
    quality: 75,
  })
  expect(total).toMatchObject({ jobs: 3, bookedHours: 7, usedHours: 5.5 })
})

test('an apprentice sees their own figures only, whatever is asked for', async () => {
  await addPastJobs(workshop, [
    { id: 'mine', startsAt: berlin('2026-11-16T10:00'), hours: 2 },
    { id: 'other', startsAt: berlin('2026-11-16T13:00'), hours: 5, userId: 'ben' },
  ])
  await addPastHours(workshop, [{ hourAt: berlin('2026-11-16T20:00'), purpose: 'standby', energyMwh: 8_000 }])
  const { items, total } = await ask(anna, `${WEEK}&groupBy=user`)
  expect(items).toMatchObject([{ user: 'anna', bookedHours: 2 }])
  expect(total).toMatchObject({ jobs: 1, bookedHours: 2, standbyKWh: 0 })
})

test('what changes later changes the figures, and nothing is counted twice', async () => {
  await addPastJobs(workshop, [{ id: 'one', startsAt: berlin('2026-11-16T10:00'), hours: 2 }])
  await ask(trainer, WEEK)
  await workshop.db.prepare("update jobs set finished_at = finished_at - 3600000 where id = 'one'").run()
  await addPastHours(workshop, [
    { hourAt: berlin('2026-11-16T10:00'), purpose: 'job', jobId: 'one', energyMwh: 100_000 },
  ])
  expect((await ask(trainer, WEEK)).total).toMatchObject({ jobs: 1, usedHours: 1, jobKWh: 0.1 })
  await workshop.tick()
  expect((await ask(trainer, WEEK)).total).toMatchObject({ jobs: 1, usedHours: 1, jobKWh: 0.1 })
})

test('more days than can be added up at once are finished by the passes', async () => {
  await addPastJobs(
    workshop,
    Array.from({ length: 12 }, (_, i) => ({
      id: `j${i}`,
      startsAt: berlin('2026-11-02T10:00') + i * 24 * HOUR,
      hours: 1,
    })),
  )
  const month = 'from=2026-11-01&to=2026-12-01'
  expect((await ask(trainer, month)).complete).toBe(false)
  await workshop.tick()
  const { complete, total } = await ask(trainer, month)
  expect([complete, total.jobs]).toEqual([true, 12])
})

test('the heat map follows the wall clock across the change of the clocks', async () => {
  await addPastJobs(workshop, [
    { id: 'summer', startsAt: berlin('2026-10-19T10:00', '+02:00'), hours: 1 },
    { id: 'winter', startsAt: berlin('2026-10-26T10:00'), hours: 1 },
  ])
  const { items } = await ask(trainer, 'from=2026-10-19&to=2026-11-02&groupBy=weekdayHour')
  // Two Mondays, two machines: two of four hours.
  expect(items).toEqual([{ weekday: 1, hour: 10, bookedHours: 2, share: 50 }])
})

test('weekday and hour are told apart by machine, month, week, day and person', async () => {
  await addPastJobs(workshop, [
    { id: 'october', startsAt: berlin('2026-10-19T10:00', '+02:00'), hours: 1 },
    { id: 'november', startsAt: berlin('2026-11-02T10:00'), hours: 2, userId: 'ben', printerId: 'printer-2' },
    { id: 'end', startsAt: berlin('2026-11-16T10:00'), hours: 1 },
  ])
  for (let i = 0; i < 3; i++) await workshop.tick()
  const heat = async (by: string, range = 'from=2026-10-01&to=2026-11-17', client = trainer) => {
    const { items } = await ask(client, `${range}&groupBy=${by}`)
    return items.map((item: Record<string, unknown>) => {
      const { weekday, hour, bookedHours, share, ...key } = item
      return [...Object.values(key), weekday, hour, bookedHours, share]
    })
  }
  // Seven Mondays.
  expect(await heat('weekdayHour,printer')).toEqual([
    ['printer-1', 1, 10, 2, 28.6],
    ['printer-2', 1, 10, 1, 14.3],
    ['printer-2', 1, 11, 1, 14.3],
  ])
  expect(await heat('month,weekdayHour')).toEqual([
    ['2026-10', 1, 10, 1, 12.5],
    ['2026-11', 1, 10, 2, 33.3],
    ['2026-11', 1, 11, 1, 16.7],
  ])
  expect(await heat('weekdayHour,week')).toContainEqual(['2026-11-16', 1, 10, 1, 50])
  expect(await heat('weekdayHour,day')).toContainEqual(['2026-11-02', 1, 11, 1, 50])
  expect(await heat('weekdayHour,user')).toContainEqual(['ben', 1, 11, 1, 7.1])
  expect(await heat('weekdayHour,user', WEEK, anna)).toEqual([['anna', 1, 10, 1, 50]])
  const { body } = await trainer.get(`/api/statistics?${WEEK}&groupBy=weekdayHour,printer&format=csv`)
  expect(body).toContain('Drucker 1;1;10;1;100')
  await (await workshop.as('admin')).patch('/api/settings', { worksCouncilMode: true })
  const refused = await trainer.get(`/api/statistics?${WEEK}&groupBy=weekdayHour,user`)
  expect(refused.body.errors[0].code).toBe('too_narrow')
})

describe('in works-council mode', () => {
  const OCTOBER = 'from=2026-10-01&to=2026-11-01'
  const TWO_MONTHS = 'from=2026-09-01&to=2026-11-01'
  const large = ['large1', 'large2', 'large3', 'large4', 'large5', 'large6']
  /** An hour each on a morning, charged to a cost centre. */
  const print = (people: string[], day: string, costCentreId: string | null = null) =>
    addJobsInTurn(workshop, people, {
      label: day,
      startsAt: berlin(`${day}T07:00`, '+02:00'),
      hours: 1,
      costCentreId,
    })
  const keysOf = ({ items }: { items: { cohort?: string; costCentre?: string }[] }) =>
    items.map(({ cohort, costCentre }) => [cohort, costCentre].filter(Boolean).join()).sort()

  beforeEach(async () => {
    await (await workshop.as('admin')).patch('/api/settings', { worksCouncilMode: true })
    await workshop.db.batch(
      ['k1', 'k2'].map((id) =>
        workshop.db
          .prepare('insert or ignore into cost_centres (id, code, name) values (?1, ?1, ?1)')
          .bind(id),
      ),
    )
  })

  test('nobody sees figures of fewer than five people, except their own', async () => {
    await print([...large, 'small1', 'small2', 'anna'], '2026-10-05')
    const byPerson = await ask(trainer, `${OCTOBER}&groupBy=user`)
    expect(JSON.stringify(byPerson)).not.toMatch(/large|small|anna/)
    expect(byPerson.withheld).toBe(9)
    expect((await ask(anna, `${OCTOBER}&groupBy=user`)).items).toMatchObject([{ user: 'anna', jobs: 1 }])
    // The two, and anna without a cohort, are three: what is left of the sum would be theirs.
    expect(keysOf(await ask(trainer, `${OCTOBER}&groupBy=cohort`))).toEqual([])
  })

  test('periods that differ by days, and narrow filters, are not answered', async () => {
    await print(large, '2026-10-05')
    for (const [query, code] of [
      ['from=2026-10-01&to=2026-10-05&groupBy=cohort', 'whole_months'],
      // November goes on: tomorrow's answer less today's would be today's figures.
      ['from=2026-10-01&to=2026-12-01&groupBy=cohort', 'whole_months'],
      [`${OCTOBER}&groupBy=cohort,day`, 'too_narrow'],
      [`${OCTOBER}&groupBy=costCentre&printerId=printer-1`, 'too_narrow'],
    ]) {
      const answer = await trainer.get(`/api/statistics?${query}`)
      expect([query, answer.status, answer.body.errors?.[0].code]).toEqual([query, 422, code])
    }
  })

  test('two periods do not differ by a month of fewer than five people', async () => {
    await print(large, '2026-10-05')
    await print(['large1', 'large2'], '2026-09-07')
    const jobs = async (period: string) => (await ask(trainer, `${period}&groupBy=cohort`)).items
    expect(await jobs(OCTOBER)).toMatchObject([{ cohort: 'large', jobs: 6 }])
    expect(await jobs(TWO_MONTHS)).toEqual(await jobs(OCTOBER))
  })

  test('two groupings do not leave one person over from the sum of one', async () => {
    await print(large.slice(0, 5), '2026-10-05', 'k1')
    await print(['large6'], '2026-10-06', 'k2')
    await print(['anna', 'ben', 'small1', 'small2', 'trainer'], '2026-10-07', 'k2')
    expect(keysOf(await ask(trainer, `${OCTOBER}&groupBy=cohort`))).toContain('large')
    const both = await ask(trainer, `${OCTOBER}&groupBy=cohort,costCentre`)
    expect(keysOf(both).filter((key) => key.startsWith('large'))).toEqual([])
  })

  test('of machines and days, hours and energy are shown, but nobody’s conduct', async () => {
    await addPastJobs(workshop, [
      { id: 'one', startsAt: berlin('2026-11-16T10:00'), hours: 2, status: 'missed' },
    ])
    const { items, total } = await ask(trainer, `${WEEK}&groupBy=printer,day`)
    for (const figures of [total, items[0]])
      expect(figures).toMatchObject({ bookedHours: 2, noShows: null, lateCancels: null, overruns: null })
    expect((await ask(anna, WEEK)).total).toMatchObject({ noShows: 1 })
    const opened = await ask(trainer, `${WEEK}&userId=anna&reason=Beschwerde`)
    expect(opened.total).toMatchObject({ noShows: 1 })
  })

  test('how much of the booked time is used is told of five people and whole months only', async () => {
    await print([...large, 'anna'], '2026-10-05')
    await workshop.db
      .prepare(
        'insert into job_measurements select id, printer_id, user_id, 3600000, 1800000, 0, starts_at from jobs',
      )
      .run()
    const planned = async (period: string) =>
      (await trainer.get(`/api/figures/planned-measured?${period}`)).body
    expect((await planned(OCTOBER)).items).toMatchObject([{ jobs: 7, usedShare: 50 }])
    expect(await planned('from=2026-10-01&to=2026-10-31')).toMatchObject({ items: [], withheld: 1 })
  })
})

test('the period before can stand beside it', async () => {
  await addPastJobs(workshop, [
    { id: 'before', startsAt: berlin('2026-11-10T10:00'), hours: 3 },
    { id: 'now', startsAt: berlin('2026-11-17T10:00'), hours: 1 },
  ])
  await workshop.tick()
  const { total, previous } = await ask(trainer, `${WEEK}&compare=true`)
  expect([total.bookedHours, previous.bookedHours]).toEqual([1, 3])
})

test('a German Excel opens the table by a double click', async () => {
  await addPastJobs(workshop, [{ id: 'one', startsAt: berlin('2026-11-16T10:00'), hours: 1.5 }])
  const answer = await trainer.get(`/api/statistics?${WEEK}&groupBy=printer&format=csv`)
  expect(answer.headers.get('content-type')).toContain('text/csv')
  const [headings, ...lines] = answer.body.split('\r\n')
  expect(headings).toContain('Gerät;Reservierungen;Gebuchte Stunden')
  expect(lines[0]).toMatch(/^Drucker 1;1;1,5;/)
})

test('why bookings were refused is counted by day and machine, without names', async () => {
  const book = (client: Client, from: number, minutes: number) =>
    client.post('/api/jobs', {
      printerId: 'printer-1',
      title: 'Halter',
      startsAt: inMinutes(workshop, from),
      endsAt: inMinutes(workshop, from + minutes),
    })
  expect((await book(anna, 60, 60)).status).toBe(201)
  const ben = await workshop.as('ben')
  for (const minutes of [60, 90]) expect((await book(ben, 60, minutes)).body.code).toBe('slot_taken')
  // Two reasons at once, and a job that is made longer than may be.
  const wrong = await book(ben, -120, 5)
  expect(wrong.body.errors.map(({ code }: { code: string }) => code)).toEqual(['starts_in_past', 'too_short'])
  const today = 'from=2026-11-23&to=2026-11-24'
  const { items, total } = (await trainer.get(`/api/statistics/refusals?${today}`)).body
  expect(items).toMatchObject([
    { code: 'slot_taken', reason: 'Schon vergeben', count: 2 },
    { code: 'starts_in_past', count: 1 },
    { code: 'too_short', count: 1 },
  ])
  expect(total).toBe(4)
  expect((await trainer.get(`/api/statistics/refusals?${today}&printerId=printer-2`)).body.items).toEqual([])
  expect((await trainer.get('/api/statistics/refusals?from=2026-11-22&to=2026-11-23')).body.items).toEqual([])
  const { body } = await trainer.get(`/api/statistics/refusals?${today}&format=csv`)
  expect(body).toContain('Schon vergeben;2')
  expect((await anna.get(`/api/statistics/refusals?${today}`)).status).toBe(403)
})

test("staff see their own figures alone where they ask for them, and others' on record", async () => {
  await addPastJobs(workshop, [
    { id: 'one', startsAt: berlin('2026-11-16T10:00'), hours: 2 },
    { id: 'two', startsAt: berlin('2026-11-16T13:00'), hours: 5, userId: 'trainer' },
  ])
  expect((await ask(trainer, `${WEEK}&userId=trainer`)).total).toMatchObject({ jobs: 1, bookedHours: 5 })
  expect((await ask(trainer, `${WEEK}&userId=anna`)).total).toMatchObject({ jobs: 1, bookedHours: 2 })
  const admin = await workshop.as('admin')
  const seen = (await admin.get('/api/audit?action=history.read')).body.items
  expect([...new Set(seen.map(({ entityId }: { entityId: string }) => entityId))]).toEqual(['anna'])
  expect((await anna.get(`/api/statistics?${WEEK}&userId=ben`)).status).toBe(403)

  await admin.patch('/api/settings', { worksCouncilMode: true })
  expect((await trainer.get(`/api/statistics?${WEEK}&userId=anna`)).body.code).toBe('reason_required')
  expect((await trainer.get(`/api/statistics?${WEEK}&groupBy=weekdayHour&userId=anna`)).status).toBe(403)
  const asked = `${WEEK}&userId=anna&reason=Abrechnung`
  expect((await trainer.get(`/api/statistics?${asked}`)).status).toBe(200)
})

test.each([
  ['from=2026-11-16&to=2026-11-16', 'ends_before_start'],
  ['from=2010-01-01&to=2026-01-01', 'over_ten_years'],
  [`${WEEK}&groupBy=day,day`, 'same_twice'],
  [`${WEEK}&groupBy=weekdayHour,cohort`, 'not_by_the_hour'],
  ['from=2025-01-01&to=2026-11-23&groupBy=user,weekdayHour', 'over_a_year'],
  [`${WEEK}&groupBy=colour`, 'invalid_value'],
])('%s is refused', async (query, code) => {
  const answer = await trainer.get(`/api/statistics?${query}`)
  expect(answer.status).toBe(422)
  expect(answer.body.errors[0].code).toBe(code)
})
