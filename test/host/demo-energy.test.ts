import { beforeAll, expect, test } from 'vitest'
import { seedDemo } from '../../host/demo/seed.ts'
import { readPhases } from '../../worker/domain/power-signature.ts'
import { learnLevels, UNKNOWN_PRINTER, type WattSample } from '../../worker/domain/power-signature-levels.ts'
import { openSqliteD1 } from '../support/sqlite-d1.ts'

const NOW = Date.parse('2026-11-23T09:41:12.000Z')

let sqlite: ReturnType<typeof openSqliteD1>['sqlite']
beforeAll(async () => {
  const opened = openSqliteD1('migrations')
  sqlite = opened.sqlite
  await seedDemo(opened.d1 as unknown as Parameters<typeof seedDemo>[0], {
    now: NOW,
    timeZone: 'Europe/Berlin',
    hashPassword: async () => '-',
    plugAddresses: [1, 2, 3, 4, 5, 6].map((n) => `127.0.0.1:${18100 + n}`),
  })
})
/** A week ago every minute begins to be there, within this hour. */
const firstFullHour = Math.ceil((NOW - 7 * 86_400_000) / 3_600_000) * 3_600_000
const all = <T>(sql: string): T[] => sqlite.prepare(sql).all() as T[]

test('every finished job of the demo took energy, and nothing else did', () => {
  const jobs = all<{ id: string; wh: number | null; hours: number }>(`
    select id, (ends_at - starts_at) / 3600000.0 as hours,
      (select sum(energy_mwh) / 1000.0 from energy_hours where job_id = jobs.id) as wh
    from jobs where status = 'finished' and starts_at > ${NOW - 6 * 86_400_000}`)
  expect(jobs.length).toBeGreaterThan(20)
  for (const { wh, hours } of jobs) {
    expect(wh).toBeGreaterThan(25 * hours)
    expect(wh).toBeLessThan(330 * hours)
  }
  const strangers = all(
    "select job_id from energy_hours where job_id not in (select id from jobs union select '')",
  )
  expect(strangers).toEqual([])
})

test('no hour is counted twice: each plug has a week of minutes, no more and no less', () => {
  const covered = all<{ plug_id: string; minutes: number }>(
    `select plug_id, sum(covered_ms) / 60000 as minutes from energy_hours where hour_at >= ${firstFullHour}
     group by plug_id`,
  )
  expect(covered).toHaveLength(6)
  for (const { minutes } of covered) expect(minutes).toBe((NOW - (NOW % 60_000) - firstFullHour) / 60_000)
  expect(all('select 1 from plug_hours group by plug_id, hour_at having sum(covered_ms) > 3600000')).toEqual(
    [],
  )
})

test('the two months before are there too, by the hour', () => {
  const [{ days, jobs } = { days: 0, jobs: 0 }] = all<{ days: number; jobs: number }>(
    `select count(distinct hour_at / 86400000) as days, count(distinct job_id) as jobs from plug_hours
     where hour_at < ${firstFullHour}`,
  )
  expect(days).toBeGreaterThan(35)
  expect(jobs).toBeGreaterThan(200)
})

test('what drew power is there by the minute, with heat-up, work, cooling and standby of each machine', () => {
  const machines = all<{ id: string; jobs: number }>(`
    select printer_id as id, count(distinct job_id) as jobs from plug_minutes where job_id is not null group by 1`)
  expect(machines).toHaveLength(6)
  for (const { id, jobs } of machines) {
    expect(jobs).toBeGreaterThan(10)
    const samples = all<WattSample>(`
      select starts_at as startsAt, ends_at as endsAt, energy_mwh * 0.06 as averageWatts, peak_mw / 1000.0 as peakWatts
      from plug_minutes where printer_id = '${id}' and starts_at >= ${NOW - 7 * 86_400_000} order by starts_at`)
    const levels = learnLevels(samples)
    expect(levels?.isLearned, id).toBe(true)
    const phases = new Set(readPhases(samples, levels ?? UNKNOWN_PRINTER).map(({ phase }) => phase))
    expect([...phases], id).toEqual(expect.arrayContaining(['heat_up', 'printing', 'cooling', 'standby']))
  }
})
