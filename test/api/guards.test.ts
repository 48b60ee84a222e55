import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { MONDAY_10, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop()
})
beforeEach(() => workshop.clear())
afterAll(() => workshop.stop())

const MINUTE = 60_000
const minute = (n: number) => MONDAY_10 + n * MINUTE

type Job = {
  id: string
  printer?: string
  user?: string
  from: number
  to: number
  status?: string
  bufferMs?: number
}
const insertJob = ({
  id,
  printer = 'printer-1',
  user = 'anna',
  from,
  to,
  status = 'scheduled',
  bufferMs = 0,
}: Job) =>
  workshop.db
    .prepare(
      `insert into jobs (id, printer_id, user_id, title, starts_at, ends_at, buffer_ms, status, created_at, created_by)
       values (?, ?, ?, 'x', ?, ?, ?, ?, 0, ?)`,
    )
    .bind(id, printer, user, minute(from), minute(to), bufferMs, status, user)
    .run()
const chargedJob =
  'insert into jobs (id, printer_id, user_id, title, starts_at, ends_at, status, created_at, created_by, cost_centre_id)'
const run = (sql: string) => workshop.db.prepare(sql).run()
const closure = (from: number, to: number, printer: string | null = null) =>
  workshop.db.batch([
    workshop.db.prepare(
      `insert into closures values ('c', ${printer ? `'${printer}'` : 'null'}, 'zu', ${minute(from)}, ${minute(to)}, null, 0, 'admin', 1)`,
    ),
    workshop.db.prepare(
      `insert into closure_windows values ('c', ${printer ? `'${printer}'` : 'null'}, ${minute(from)}, ${minute(to)})`,
    ),
  ])
const wait = (id: string, user = 'ben') =>
  run(
    `insert into waiting_list values ('${id}', '${user}', 'printer-1', null, 60, 0, ${minute(600)}, 'waiting', null, 0)`,
  )
const hold = (id: string, from: number, to: number, user = 'ben') =>
  run(
    `insert into held_slots values ('${id}', 'printer-1', '${user}', ${minute(from)}, ${minute(to)}, ${minute(600)})`,
  )

/** Each guard: what is there, what it must refuse, and by which name. */
const GUARDS: Record<
  string,
  { refuses: string; given: () => Promise<unknown>; deed: () => Promise<unknown> }
> = {
  jobs_no_overlap_insert: {
    refuses: 'slot_taken',
    given: () => insertJob({ id: 'a', from: 60, to: 120, bufferMs: 10 * MINUTE }),
    deed: () => insertJob({ id: 'b', user: 'ben', from: 125, to: 180 }),
  },
  jobs_no_overlap_update: {
    refuses: 'slot_taken',
    given: async () => {
      await insertJob({ id: 'a', from: 60, to: 120 })
      await insertJob({ id: 'b', from: 200, to: 260 })
    },
    deed: () => run(`update jobs set starts_at = ${minute(119)} where id = 'b'`),
  },
  jobs_over_is_over: {
    refuses: 'invalid_state',
    given: () => insertJob({ id: 'a', from: 60, to: 120, status: 'finished' }),
    deed: () => run("update jobs set ends_at = ends_at + 1 where id = 'a'"),
  },
  jobs_end_insert: {
    refuses: 'job_too_long',
    given: async () => undefined,
    deed: () => insertJob({ id: 'a', from: 0, to: 31 * 24 * 60 + 1 }),
  },
  jobs_end_update: {
    refuses: 'job_too_long',
    given: () => insertJob({ id: 'a', from: 0, to: 60 }),
    deed: () => run(`update jobs set ends_at = ${minute(31 * 24 * 60 + 1)} where id = 'a'`),
  },
  jobs_respect_closures_insert: {
    refuses: 'closed',
    given: () => closure(60, 120),
    deed: () => insertJob({ id: 'a', from: 119, to: 180 }),
  },
  jobs_respect_closures_update: {
    refuses: 'closed',
    given: async () => {
      await insertJob({ id: 'a', from: 0, to: 60 })
      await closure(60, 120, 'printer-1')
    },
    deed: () => run(`update jobs set ends_at = ${minute(61)} where id = 'a'`),
  },
  held_slots_are_free: {
    refuses: 'slot_taken',
    given: async () => {
      await insertJob({ id: 'a', from: 60, to: 120 })
      await wait('w')
    },
    deed: () => hold('w', 119, 180),
  },
  jobs_respect_holds_insert: {
    refuses: 'slot_taken',
    given: async () => {
      await wait('w')
      await hold('w', 60, 120)
    },
    deed: () => insertJob({ id: 'a', from: 119, to: 180 }),
  },
  jobs_respect_holds_update: {
    refuses: 'slot_taken',
    given: async () => {
      await insertJob({ id: 'a', from: 0, to: 60 })
      await wait('w')
      await hold('w', 60, 120)
    },
    deed: () => run(`update jobs set ends_at = ${minute(61)} where id = 'a'`),
  },
  jobs_charge_what_is_used_insert: {
    refuses: 'cost_centre_archived',
    given: () => run("insert into cost_centres values ('k', 'k', 'K', 1) on conflict do nothing"),
    deed: () => run(`${chargedJob} values ('a', 'printer-1', 'anna', 'x', 0, 1, 'finished', 0, 'anna', 'k')`),
  },
  jobs_charge_what_is_used_update: {
    refuses: 'cost_centre_archived',
    given: async () => {
      await run("insert into cost_centres values ('k', 'k', 'K', 1) on conflict do nothing")
      await insertJob({ id: 'a', from: 0, to: 60 })
    },
    deed: () => run("update jobs set cost_centre_id = 'k' where id = 'a'"),
  },
  stale_guard_refuses: {
    refuses: 'stale',
    given: async () => undefined,
    deed: () => run('insert into stale_guard select 1'),
  },
  limit_guard_refuses: {
    refuses: 'limits_exceeded',
    given: async () => undefined,
    deed: () => run('insert into limit_guard select 1'),
  },
  idempotency_keys_once: {
    refuses: 'already_done',
    given: () => run("insert into idempotency_keys values ('anna', 'k', 'f', 'e', 0)"),
    deed: () => run("insert into idempotency_keys values ('anna', 'k', 'f', 'e', 0)"),
  },
}

test.each(Object.entries(GUARDS))('the guard %s refuses what nobody else would', async (name, {
  refuses,
  given,
  deed,
}) => {
  await given()
  await expect(deed()).rejects.toThrow(`D1_ERROR: ${refuses}`)
  const found = await workshop.db
    .prepare('select sql from sqlite_master where name = ?')
    .bind(name)
    .first<{ sql: string }>()
  await run(`drop trigger ${name}`)
  try {
    // Without it the deed is done, or is left to a key of the table: this guard is what refused.
    await deed().catch((error: Error) => expect(String(error)).not.toContain(`D1_ERROR: ${refuses}`))
  } finally {
    await run('delete from limit_guard')
    await run('delete from stale_guard')
    await run(found?.sql ?? '')
  }
})

test('every trigger that refuses something about reservations is among them', async () => {
  const tables =
    "'jobs', 'held_slots', 'limit_guard', 'stale_guard', 'idempotency_keys', 'closures', 'closure_windows', 'waiting_list'"
  const { results } = await workshop.db
    .prepare(
      `select name from sqlite_master where type = 'trigger' and sql like '%raise(abort%' and tbl_name in (${tables}) order by name`,
    )
    .all<{ name: string }>()
  expect(results.map(({ name }) => name)).toEqual(Object.keys(GUARDS).sort())
})

test('what is allowed is allowed: adjacent jobs, one’s own held slot, an overrun into a closure', async () => {
  await insertJob({ id: 'a', from: 0, to: 60 })
  await insertJob({ id: 'b', from: 60, to: 120, user: 'ben' })
  await wait('w', 'ben')
  await hold('w', 120, 180)
  await insertJob({ id: 'c', from: 120, to: 180, user: 'ben' })
  await closure(180, 240)
  await run("update jobs set status = 'overrunning' where id = 'c'")
  await run(`update jobs set ends_at = ${minute(200)} where id = 'c'`)
  await run("update jobs set status = 'cancelled' where id = 'a'")
  await insertJob({ id: 'd', from: 30, to: 60 })
})

const PLANS: [string, string, RegExp][] = [
  [
    'what blocks a slot',
    "select 1 from jobs where printer_id = 'p' and status in ('requested', 'scheduled', 'running', 'overrunning') and occupied_until > 5 and starts_at < 9",
    /jobs_live \(printer_id=\? AND occupied_until>\?\)/,
  ],
  [
    'the jobs of a day',
    'select * from jobs where starts_at > 5 and starts_at < 9 and ends_at > 7 order by starts_at, id',
    /jobs_by_start \(starts_at>\? AND starts_at<\?\)/,
  ],
  [
    'the jobs of a day on a printer',
    "select * from jobs where printer_id = 'p' and starts_at > 5 and starts_at < 9 order by starts_at, id",
    /(jobs_of_printer|jobs_by_start) \(/,
  ],
  [
    'what waits for approval',
    "select * from jobs where status in ('requested') and status in ('requested', 'scheduled', 'running', 'overrunning') order by starts_at, id",
    /jobs_live_by_start/,
  ],
  [
    'my reservations',
    "select * from jobs where user_id = 'u' order by starts_at desc",
    /jobs_of_user \(user_id=\?\)/,
  ],
  [
    'this and the following of a series',
    "select * from jobs where series_id = 's' and starts_at >= 5",
    /jobs_of_series \(series_id=\? AND starts_at>\?\)/,
  ],
  [
    'what is closed',
    'select * from closure_windows where ends_at > 5 and starts_at < 9',
    /closure_windows_by_end \(ends_at>\?\)/,
  ],
  [
    'who is next in line',
    "select * from waiting_list where status in ('waiting', 'offered') order by created_at, id",
    /waiting_list_in_line/,
  ],
  [
    'my notifications',
    "select * from notifications where user_id = 'u' order by created_at desc, id desc",
    /notifications_of_user \(user_id=\?\)/,
  ],
]
test.each(PLANS)('an index answers “%s”', async (_, sql, plan) => {
  const { results } = await workshop.db.prepare(`explain query plan ${sql}`).all<{ detail: string }>()
  const details = results.map(({ detail }) => detail).join('\n')
  expect(details).toMatch(plan)
  expect(details).not.toMatch(/USE TEMP B-TREE FOR ORDER BY/)
})
