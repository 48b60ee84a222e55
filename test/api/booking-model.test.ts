import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startModel } from '../support/booking-model.ts'
import { playDeed, type Stage } from '../support/booking-stage.ts'
import type { Deed } from '../support/model-deeds.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

/** Half hours after the beginning of the story, minus a little to book into the past too. */
const start = fc.integer({ min: -2, max: 40 })
const length = fc.integer({ min: 1, max: 14 })
const person = fc.constantFrom('anna' as const, 'ben' as const)
const printer = fc.constantFrom('printer-1' as const, 'printer-2' as const)
const which = fc.nat({ max: 30 })
const scope = fc.constantFrom('following' as const, 'all' as const)

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('book' as const), person, printer, start, length }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), which, printer, start, length }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resize' as const), which, length }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('extend' as const), which, length }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('finish' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('startEarly' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('approve' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('handOver' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('close' as const),
      printer: fc.option(printer),
      start,
      length,
      onConflict: fc.constantFrom('refuse' as const, 'keep' as const, 'cancel' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('repeat' as const),
      person,
      printer,
      start,
      length,
      count: fc.integer({ min: 2, max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('moveSeries' as const),
      which,
      scope,
      by: fc.integer({ min: -50, max: 50 }),
      longer: fc.integer({ min: -3, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancelSeries' as const), which, scope }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), length: fc.integer({ min: 1, max: 5 }) }),
  },
)

/** Stories begin before a local Monday, the spring change, the autumn change, a year's end and a leap day. */
const BEGINNINGS = {
  'over a Sunday night': '2026-11-29T17:00:00Z',
  'over the night that is an hour short': '2027-03-27T17:00:00Z',
  'over the night that is an hour long': '2027-10-30T16:00:00Z',
  'over the year’s end': '2026-12-31T17:00:00Z',
  'over a leap day': '2028-02-28T17:00:00Z',
}

/** More stories than fit into every run: `MYP_STORIES=200 vitest run test/api/booking-model.test.ts`. */
const STORIES = process.env.MYP_STORIES

let workshop: Workshop
/** The story that is being told. */
let telling: Promise<void> = Promise.resolve()
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())

test.each(Object.entries(BEGINNINGS))(
  'any story of reservations %s goes as the model says',
  async (_, beginning) => {
    const startedAt = Date.parse(beginning)
    // The one before may have been interrupted in the middle of a story.
    await telling.catch(() => {})
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 24 }), (story) => {
        telling = tell(story, startedAt)
        return telling
      }),
      STORIES === undefined
        ? { numRuns: 8, interruptAfterTimeLimit: 8_000 }
        : { numRuns: Number(STORIES), seed: Date.now() },
    )
  },
  STORIES === undefined ? 60_000 : 3_600_000,
)

const tell = async (story: Deed[], startedAt: number): Promise<void> => {
  await workshop.clear()
  const stage: Stage = await openStage(startedAt)
  const model = startModel(startedAt)
  for (const one of story) {
    const expected = model.judge(one)
    const happened = await playDeed(workshop, stage, model, one)
    expect(happened.done, `${JSON.stringify(one)} → ${happened.answer}`).toBe(expected)
    if (expected) model.apply(one, happened.ids)
    await workshop.tick()
    model.settle()
    expect(await storedJobs(), JSON.stringify(one)).toEqual(model.jobs())
    model.checkInvariants()
    await checkRecords()
  }
}

const openStage = async (at: number): Promise<Stage> => {
  await workshop.setClock(at)
  const booking = {
    slotMinutes: 30,
    minMinutes: 30,
    maxMinutes: 360,
    maxOpenJobs: 4,
    maxHoursPerWeek: 14,
    horizonDays: 30,
    noShowMinutes: null,
    needsApproval: { overMinutes: 180, overnight: false },
  }
  await workshop.db
    .prepare("insert into settings values ('booking', ?, 0)")
    .bind(JSON.stringify(booking))
    .run()
  return { clients: new Map(), signedInAt: at }
}

/** All jobs as they are stored, by start and printer. */
const storedJobs = async () => {
  const { results } = await workshop.db
    .prepare(
      'select id, printer_id printer, user_id person, starts_at startsAt, ends_at endsAt, status from jobs order by id',
    )
    .all()
  return results
}

/**
 * Every version of every job has its record: booked once, then one record per step; and each record of a status
 * begins with the one before, so that the trail alone tells the life of a job.
 */
const checkRecords = async () => {
  const { results } = await workshop.db
    .prepare(
      `select j.id from jobs j where j.version <> (select count(*) from audit_events a where a.entity_id = j.id)`,
    )
    .all()
  expect(results).toEqual([])
  const gaps = await workshop.db
    .prepare(
      `select entity_id, was, before from (
         select a.entity_id, json_extract(a.changes, '$.status[0]') was,
           lag(json_extract(a.changes, '$.status[1]')) over (partition by a.entity_id order by a.id) before
         from audit_events a join jobs j on j.id = a.entity_id
         where json_extract(a.changes, '$.status') is not null
         union all
         select j.id, j.status, (select json_extract(a.changes, '$.status[1]') from audit_events a
           where a.entity_id = j.id and json_extract(a.changes, '$.status') is not null order by a.id desc limit 1)
         from jobs j)
       where was is not before`,
    )
    .all()
  expect(gaps.results).toEqual([])
}
