import { expect, test } from 'vitest'
import { openDatabase } from '../../worker/db/database.ts'
import {
  deleteRolledMinutes,
  rollUp,
  selectHoursOfJob,
  selectRollableId,
} from '../../worker/db/plug-hours.ts'
import { insertPlugMinutes, type NewPlugMinute } from '../../worker/db/plug-minutes.ts'
import { openSqliteD1 } from '../support/sqlite-d1.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const TEN = Date.parse('2026-11-23T10:00:00.000Z')

const open = () => {
  const { d1, sqlite } = openSqliteD1('migrations')
  const count = (): number =>
    (sqlite.prepare('select count(*) as n from plug_minutes').get() as { n: number }).n
  const total = (): number =>
    (sqlite.prepare('select sum(energy_mwh) as mwh from energy_hours').get() as { mwh: number }).mwh
  return { db: openDatabase(d1), count, total }
}
const minute = (startsAt: number, more: Partial<NewPlugMinute> = {}): NewPlugMinute => ({
  plugId: 'plug-1',
  printerId: 'printer-1',
  startsAt,
  endsAt: startsAt + MINUTE,
  energyMwh: 1_500,
  peakMw: 90_000,
  quality: 'measured',
  purpose: 'job',
  jobId: 'j',
  ...more,
})
const minutes = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => minute(from + i * MINUTE))

test('only hours that are over are summed up, and summing up changes no total', async () => {
  const { db, total } = open()
  await insertPlugMinutes(db, minutes(TEN - 10 * MINUTE, 30))
  const before = total()
  const [rollable] = await selectRollableId(db, TEN)
  expect(rollable?.newestId).toBe(10)
  await db.batch(rollUp(db, 10))
  expect(total()).toBe(before)
  const hours = await selectHoursOfJob(db, 'j')
  expect(hours.map(({ hourAt, energyMwh }) => [hourAt, energyMwh])).toEqual([
    [TEN - HOUR, 15_000],
    [TEN, 30_000],
  ])
  // Nothing is over since: a second time there is nothing to do.
  expect((await selectRollableId(db, TEN))[0]?.newestId).toBeNull()
})

test('a stretch that is booked late joins its hour', async () => {
  const { db } = open()
  await insertPlugMinutes(db, minutes(TEN, 60))
  await db.batch(rollUp(db, 60))
  await insertPlugMinutes(db, [
    minute(TEN + 5 * MINUTE, { energyMwh: 700, quality: 'from_counter', peakMw: null }),
  ])
  await db.batch(rollUp(db, 61))
  const [hour] = await selectHoursOfJob(db, 'j')
  expect(hour).toMatchObject({
    energyMwh: 90_700,
    peakMw: 90_000,
    coveredMs: 61 * MINUTE,
    measuredMs: 60 * MINUTE,
  })
})

test('old minutes go, their energy stays, and what is not summed up never goes', async () => {
  const { db, count, total } = open()
  await insertPlugMinutes(db, minutes(TEN, 120))
  await db.batch(rollUp(db, 60))
  const before = total()
  await deleteRolledMinutes(db, TEN + 30 * MINUTE, 1_000)
  expect(count()).toBe(90)
  await deleteRolledMinutes(db, TEN + 24 * HOUR, 20)
  expect(count()).toBe(70)
  await deleteRolledMinutes(db, TEN + 24 * HOUR, 1_000)
  expect(count()).toBe(60)
  expect(total()).toBe(before)
})
