/** How the cost of what people ask all day grows with the number of machines and of people. */
import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import type { Client } from '../support/client.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'
import { median, type Row } from './report.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const ROUNDS = 30
const JOBS_PER_PRINTER = 10
/** A workshop, then ten and a hundred times as many machines or people. */
const SIZES = [
  { name: '6 machines, 30 people', printers: 6, people: 30 },
  { name: '60 machines', printers: 60, people: 30 },
  { name: '600 machines', printers: 600, people: 30 },
  { name: '300 people', printers: 6, people: 300 },
  { name: '3000 people', printers: 6, people: 3_000 },
]
type Size = (typeof SIZES)[number]
type Site = { size: Size; workshop: Workshop; client: Client; times: number[][] }

const QUERIES: { name: string; ask: (site: Site, round: number) => Promise<{ status: number }> }[] = [
  {
    name: 'day plan, 200 jobs at most',
    ask: ({ workshop, client }) =>
      client.get(`/api/jobs?from=${iso(workshop.now())}&to=${iso(workshop.now() + DAY)}&limit=200`),
  },
  {
    name: 'next free slots',
    ask: ({ client }) => client.get('/api/availability?kind=printer&minutes=60&limit=5'),
  },
  { name: 'search for a person', ask: ({ client }) => client.get('/api/users?search=Person%201&limit=50') },
  {
    name: 'book',
    ask: ({ workshop, client }, round) =>
      client.post('/api/jobs', {
        printerId: `printer-${(round % 6) + 1}`,
        startsAt: iso(workshop.now() + 3 * DAY + Math.floor(round / 6) * HOUR),
        endsAt: iso(workshop.now() + 3 * DAY + Math.floor(round / 6) * HOUR + HOUR),
        title: 'x',
      }),
  },
  // Last, because it moves the clock: the board is kept for a second.
  {
    name: 'board, not from memory',
    ask: async ({ workshop, client }) => {
      await workshop.advance(1_001)
      return client.get('/api/board')
    },
  },
]

const iso = (at: number): string => new Date(at).toISOString()

/** People by the number, and jobs of an hour each on every machine, held by them in turn. */
const fill = async ({ db, now }: Workshop, { printers, people }: Size): Promise<void> => {
  // Written out, not bound: D1 binds every number as a fraction.
  await db.exec(
    `insert into users (id, username, display_name, role, password_hash, created_at)
     with recursive n(i) as (select 1 union all select i + 1 from n where i < ${people})
     select 'person-' || i, 'person-' || i, 'Person ' || i, 'apprentice', '', ${now()} from n`.replace(
      /\s+/g,
      ' ',
    ),
  )
  await db.exec(
    `insert into jobs (id, printer_id, user_id, title, starts_at, ends_at, status, created_at, created_by)
     with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${printers * JOBS_PER_PRINTER})
     select 'growth-' || i, 'printer-' || (i % ${printers} + 1), 'person-' || (i % ${people} + 1), 'Teil ' || i,
       ${now() + HOUR} + (i / ${printers}) * ${HOUR}, ${now() + HOUR} + (i / ${printers} + 1) * ${HOUR},
       'scheduled', ${now()}, 'anna' from n`.replace(/\s+/g, ' '),
  )
}

const open = async (size: Size): Promise<Site> => {
  const workshop = await startWorkshop({ printers: size.printers })
  await fill(workshop, size)
  return { size, workshop, client: await workshop.as('trainer'), times: QUERIES.map(() => []) }
}

/** Asked in turns, so that all sizes meet the same load of the machine. */
export async function* benchGrowth(): AsyncGenerator<Row> {
  const sites = await Promise.all(SIZES.map(open))
  try {
    for (const [index, { name, ask }] of QUERIES.entries()) {
      for (let round = 0; round < ROUNDS; round++) {
        for (const site of sites) {
          const at = performance.now()
          const { status } = await ask(site, round)
          site.times[index]?.push(performance.now() - at)
          assert(status < 300, `${name}, ${site.size.name}: ${status}`)
        }
      }
      const [few] = sites.map(({ times }) => median(times[index] ?? []))
      for (const { size, times } of sites) {
        const ms = median(times[index] ?? [])
        yield { name: `${name}, ${size.name}`, value: ms, unit: 'ms' }
        if (size !== SIZES[0]) yield { name: `${name}, ${size.name}`, value: ms / (few ?? ms), unit: '×' }
      }
    }
  } finally {
    await Promise.all(sites.map(({ workshop }) => workshop.stop()))
  }
}
