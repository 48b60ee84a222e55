import { expect, test } from 'vitest'
import { seedDemo } from '../../host/demo/seed.ts'
import { openSqliteD1 } from '../support/sqlite-d1.ts'

const HOUR = 3_600_000
/** Weekdays and a weekend, winter and summer: whenever somebody tries the demo, the guards of the database agree. */
const STARTS = [
  '2026-11-23T09:41:12Z',
  '2026-11-27T22:10:00Z',
  '2027-03-27T23:59:00Z',
  '2027-10-30T05:00:00Z',
]

for (const start of STARTS)
  test(`a demo begun at ${start} shows every kind of reservation`, async () => {
    const now = Date.parse(start)
    const { d1, sqlite } = openSqliteD1('migrations')
    await seedDemo(d1 as unknown as Parameters<typeof seedDemo>[0], {
      now,
      timeZone: 'Europe/Berlin',
      hashPassword: async () => '-',
      plugAddresses: [1, 2, 3, 4, 5, 6].map((n) => `127.0.0.1:${18100 + n}`),
    })
    const one = (sql: string) => sqlite.prepare(sql).get() as Record<string, string | number>
    expect(
      one("select count(*) n from jobs where status = 'requested' and approval_reasons is not null").n,
    ).toBe(1)
    expect(one('select count(*) n from jobs where series_id is not null').n).toBe(4)
    expect(one('select count(*) n from closure_windows').n).toBe(1)
    // Whoever waits can't be served before somebody gives something back.
    const waits = `select count(*) n from waiting_list w join jobs j on j.printer_id = w.printer_id
      and j.status = 'requested' and j.starts_at <= w.from_at and j.ends_at >= w.until_at`
    expect(one(waits).n).toBe(1)
    const soon = `select count(*) n from qualification_grants where expires_at < ${now + 14 * 24 * HOUR}`
    expect(one(soon).n).toBeGreaterThan(0)
    expect(one("select count(*) n from printers where policy like '%requiresQualification%'").n).toBe(1)
    const unskilled = `select count(*) n from jobs j join printers p on p.id = j.printer_id
      where p.policy like '%requiresQualification%'
        and not exists (select 1 from qualification_grants g where g.user_id = j.user_id)`
    expect(one(unskilled).n).toBe(0)
  })
