import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import type { Client } from '../support/client.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'
import { median, type Row } from './report.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const PRINTERS = 6
/** A year of a busy workshop: 23 jobs a day on each of six machines. */
const JOBS = 50_000
const ROUNDS = 150
/** At most so much slower with the year than without; above it the bench fails. */
const ALLOWED_RATIO = 1.5

type Query = {
  name: string
  ask: (client: Client, workshop: Workshop, round: number) => Promise<{ status: number }>
}

const QUERIES: Query[] = [
  {
    name: 'day view, all printers',
    ask: (client, workshop) =>
      client.get(`/api/jobs?from=${iso(workshop.now())}&to=${iso(workshop.now() + DAY)}&limit=200`),
  },
  {
    name: 'day view, one printer',
    ask: (client, workshop) =>
      client.get(`/api/jobs?printerId=printer-1&from=${iso(workshop.now())}&to=${iso(workshop.now() + DAY)}`),
  },
  { name: 'what waits for approval', ask: (client) => client.get('/api/jobs?status=requested') },
  { name: 'my reservations', ask: (client) => client.get('/api/jobs?userId=me&sort=-startsAt&limit=20') },
  {
    name: 'next free slots',
    ask: (client) => client.get('/api/availability?kind=printer&minutes=60&limit=5'),
  },
  {
    name: 'book',
    ask: (client, workshop, round) =>
      client.post('/api/jobs', {
        printerId: `printer-${(round % PRINTERS) + 1}`,
        startsAt: iso(workshop.now() + 3 * DAY + Math.floor(round / PRINTERS) * HOUR),
        endsAt: iso(workshop.now() + 3 * DAY + Math.floor(round / PRINTERS) * HOUR + HOUR),
        title: 'x',
      }),
  },
  // Last, because it moves the clock.
  { name: 'board, not from memory', ask: (client) => client.get('/api/board') },
]

const iso = (at: number): string => new Date(at).toISOString()
/** Jobs of an hour each, back to back from a start on, in one statement per thousand. */
const fill = async (workshop: Workshop, count: number, from: number, status: string): Promise<void> => {
  const insert = `insert into jobs (id, printer_id, user_id, title, starts_at, ends_at, status, created_at, created_by)
    with recursive n(i) as (select cast(?1 as integer) union all select i + 1 from n where i + 1 < ?2)
    select 'bench-' || ?4 || '-' || i, 'printer-' || (i % ${PRINTERS} + 1), case i % 7 when 0 then 'anna' else 'ben' end, 'Teil ' || i,
      cast(?3 as integer) + (i / ${PRINTERS}) * ${HOUR}, cast(?3 as integer) + (i / ${PRINTERS} + 1) * ${HOUR}, ?4, ?3, 'anna' from n`
  for (let i = 0; i < count; i += 1_000) {
    await workshop.db
      .prepare(insert)
      .bind(i, Math.min(i + 1_000, count), from, status)
      .run()
  }
}

const open = async (): Promise<{ workshop: Workshop; client: Client }> => {
  const workshop = await startWorkshop({ printers: PRINTERS })
  await fill(workshop, PRINTERS * 20, workshop.now() + HOUR, 'scheduled')
  await workshop.db
    .prepare("insert into settings values ('booking', ?, 0)")
    .bind(JSON.stringify({ maxOpenJobs: null, maxHoursPerWeek: null }))
    .run()
  return { workshop, client: await workshop.as('trainer') }
}

/**
 * Answer times of what people use all day, in a new workshop and in one with a year of jobs, asked in
 * turns so that both meet the same load of the machine.
 */
export async function* benchYearOfJobs(): AsyncGenerator<Row> {
  const [fresh, busy] = [await open(), await open()]
  try {
    const from = busy.workshop.now() - (JOBS / PRINTERS) * HOUR - HOUR
    await fill(busy.workshop, JOBS, from, 'finished')
    for (const { name, ask } of QUERIES) {
      const times = { fresh: [] as number[], busy: [] as number[] }
      for (let round = 0; round < ROUNDS; round++) {
        for (const [key, { workshop, client }] of Object.entries({ fresh, busy }) as [
          'fresh' | 'busy',
          typeof fresh,
        ][]) {
          // The board is kept for a second: let it be older.
          if (name.startsWith('board')) await workshop.advance(1_001)
          const at = performance.now()
          const { status } = await ask(client, workshop, round)
          times[key].push(performance.now() - at)
          assert(status < 300, `${name}: ${status}`)
        }
      }
      const [few, many] = [median(times.fresh), median(times.busy)]
      yield { name: `${name}, new workshop`, value: few, unit: 'ms' }
      yield { name: `${name}, with ${JOBS} jobs`, value: many, unit: 'ms' }
      yield {
        name: `${name}, with ${JOBS} jobs`,
        value: many / few,
        unit: '×',
        target: { atMost: ALLOWED_RATIO },
      }
    }
  } finally {
    await Promise.all([fresh.workshop.stop(), busy.workshop.stop()])
  }
}
