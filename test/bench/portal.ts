import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import autocannon from 'autocannon'
import { WebSocket } from 'ws'
import { findDatabase } from '../../host/database-copy.ts'
import { dataFiles } from '../../host/folders.ts'
import { type DemoWorkshop, freePorts, startDemoWorkshop, until } from '../faults/demo-workshop.ts'
import type { Client } from '../support/client.ts'
import { median, type Row } from './report.ts'

const JOBS = 50_000
const ROUNDS = 3
const SECONDS = 4
const LOG_INS = 20
const WATCHERS = 200
/** As many windows as one session may hold open. */
const WINDOWS = 20
const HOUR = 3_600_000
const DAY = 24 * HOUR
const PROGRAMS = ['host', 'workerd', 'bridge'] as const

type Load = Omit<autocannon.Options, 'url' | 'connections' | 'duration'> & { path?: string }
type Result = { perSecond: number; p99Ms: number; cpuMs: number }

/** Years of finished jobs behind the demo's own, an hour each, as the portal would have left them. */
const addPastJobs = (dataDir: string): void => {
  const database = new DatabaseSync(findDatabase(dataFiles(dataDir).database) ?? '')
  const printers = database.prepare('select id from printers order by id').all() as { id: string }[]
  const person = database.prepare("select id from users where username = 'azubi'").get() as { id: string }
  const begin = Math.floor(Date.now() / HOUR) * HOUR - 30 * DAY
  const insert = database.prepare(
    `insert into jobs (id, printer_id, user_id, title, starts_at, ends_at, status, created_at, created_by)
     values (?, ?, ?, 'Teil', ?, ?, 'finished', ?, ?)`,
  )
  database.exec('begin')
  for (let n = 0; n < JOBS; n++) {
    const startsAt = begin - (Math.floor(n / printers.length) + 1) * HOUR
    const printer = printers[n % printers.length]?.id ?? ''
    insert.run(`bench-${n}`, printer, person.id, startsAt, startsAt + HOUR, startsAt, person.id)
  }
  database.exec('commit')
  database.close()
}

/** Years that came in one go are added up first: a workshop that had them has done so day by day. */
const addUpFigures = async (admin: Client): Promise<void> => {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10)
  const period = `from=${day(Date.now() - 400 * DAY)}&to=${day(Date.now())}`
  await until('figures are added up', 300_000, async () => {
    const { status, body } = await admin.get(`/api/statistics?${period}&groupBy=month`)
    assert.equal(status, 200)
    return body.complete
  })
}

/** Milliseconds of processor time that host and workerd have used. */
const processorMs = (workshop: DemoWorkshop): number =>
  (['host', 'workerd'] as const)
    .map((name) => {
      const fields =
        readFileSync(`/proc/${workshop.pidOf(name)}/stat`, 'utf8')
          .split(') ')[1]
          ?.split(' ') ?? []
      // Ticks of 10 ms: user and system.
      return (Number(fields[11]) + Number(fields[12])) * 10
    })
    .reduce((a, b) => a + b, 0)

/** What it has for itself and its share of what several have in common: the sum is what all together take. */
const memoryMb = (workshop: DemoWorkshop, name: string): number => {
  const shares = readFileSync(`/proc/${workshop.pidOf(name)}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+)/m.exec(shares)?.[1]) / 1_024
}

/**
 * One load, and after how many seconds its last answer came: a count that was set ends for autocannon with the
 * whole second only, by which eight log-ins in a second would become seven.
 */
const fire = async (options: autocannon.Options): Promise<{ result: autocannon.Result; seconds: number }> => {
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>()
  const startedAt = performance.now()
  let lastAt = startedAt
  const load = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)))
  if (options.amount !== undefined)
    load.on('response', () => {
      lastAt = performance.now()
    })
  const result = await promise
  return { result, seconds: options.amount === undefined ? result.duration : (lastAt - startedAt) / 1_000 }
}

/** The board at 10 connections for as long as so many log-ins take: what nobody else's log-in may slow down. */
const boardMeanwhile = async (workshop: DemoWorkshop, board: Load, logIn: Load): Promise<Row[]> => {
  const url = `https://localhost:${workshop.httpsPort}`
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>()
  const reading = autocannon(
    { ...board, url: `${url}${board.path}`, connections: 10, duration: 120 },
    (error, result) => (error ? reject(error) : resolve(result)),
  )
  const { result, seconds } = await fire({ ...logIn, url, connections: LOG_INS, amount: LOG_INS })
  reading.stop()
  const { latency } = await promise
  assert.deepEqual({ done: result['2xx'], errors: result.errors }, { done: LOG_INS, errors: 0 })
  return [
    { name: `board while ${LOG_INS} log in, p99`, value: latency.p99, unit: 'ms', target: { atMost: 60 } },
    { name: `${LOG_INS} log-ins while the board is asked`, value: seconds * 1_000, unit: 'ms' },
  ]
}

/** One load for some seconds (or so many requests, where an `amount` is given), three times; medians. */
const load = async (
  workshop: DemoWorkshop,
  connections: number,
  { path = '', ...options }: Load,
): Promise<Result> => {
  const results: Result[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const before = processorMs(workshop)
    const { result, seconds } = await fire({
      ...options,
      url: `https://localhost:${workshop.httpsPort}${path}`,
      connections,
      duration: SECONDS,
    })
    assert.equal(result.errors, 0, `${path}: ${result.errors} failed`)
    // Many tries for one account at once are refused, as they should: only what was done counts.
    const done = result['2xx']
    assert(done > 0, `${path}: ${JSON.stringify(result.statusCodeStats)}`)
    results.push({
      perSecond: done / seconds,
      p99Ms: result.latency.p99,
      cpuMs: (processorMs(workshop) - before) / done,
    })
  }
  return {
    perSecond: median(results.map(({ perSecond }) => perSecond)),
    p99Ms: median(results.map(({ p99Ms }) => p99Ms)),
    cpuMs: median(results.map(({ cpuMs }) => cpuMs)),
  }
}

const rowsOf = (
  name: string,
  { perSecond, p99Ms, cpuMs }: Result,
  atLeast?: number,
  atMost?: number,
): Row[] => [
  { name, value: perSecond, unit: 'req/s', ...(atLeast ? { target: { atLeast } } : {}) },
  { name: `${name}, p99`, value: p99Ms, unit: 'ms', ...(atMost ? { target: { atMost } } : {}) },
  { name: `${name}, processor time of host and workerd`, value: cpuMs, unit: 'ms/req' },
]

const bookings = (client: Client, printers: string[]): Load => {
  let nextSlot = 0
  return {
    requests: [
      {
        method: 'POST',
        path: '/api/jobs',
        setupRequest: (request) => {
          const n = nextSlot++
          const from = Math.ceil((Date.now() + 15 * DAY) / HOUR) * HOUR
          const startsAt = from + Math.floor(n / printers.length) * 15 * 60_000
          const body = JSON.stringify({
            printerId: printers[n % printers.length],
            startsAt: new Date(startsAt).toISOString(),
            endsAt: new Date(startsAt + 15 * 60_000).toISOString(),
            title: 'Messung',
          })
          const headers = { ...client.headers(), 'content-type': 'application/json' }
          return { ...request, headers, body }
        },
      },
    ],
  }
}

/**
 * People at browsers they have used before, in turn: strangers and many tries for one account at once would be
 * slowed down, as they should.
 */
const logIns = async (workshop: DemoWorkshop, admin: Client): Promise<Load> => {
  const { items } = (await admin.get('/api/users?state=active&limit=50')).body
  const people: { username: string; headers: Record<string, string> }[] = []
  for (const { username } of items) {
    const client = await workshop.signIn(username)
    const { cookie = '' } = client.headers()
    people.push({ username, headers: { cookie: /__Host-myp_browser=[^;]+/.exec(cookie)?.[0] ?? '' } })
  }
  let next = 0
  return {
    requests: [
      {
        method: 'POST',
        path: '/api/auth/login',
        setupRequest: (request) => {
          const person = people[next++ % people.length]
          const headers = { ...person?.headers, 'content-type': 'application/json' }
          const body = JSON.stringify({ username: person?.username, password: 'werkstatt-demo' })
          return { ...request, headers, body }
        },
      },
    ],
  }
}

/** How long until each of the watchers has heard of a change. */
const fanOutMs = async (workshop: DemoWorkshop, admin: Client): Promise<number> => {
  const url = `wss://localhost:${workshop.httpsPort}/api/live`
  const origin = `https://localhost:${workshop.httpsPort}`
  const sockets: WebSocket[] = []
  while (sockets.length < WATCHERS) {
    const watcher = await workshop.signIn('ausbilder')
    const headers = { ...watcher.headers(), origin }
    const windows = Array.from({ length: WINDOWS }, () => new WebSocket(url, { headers }))
    await Promise.all(windows.map((socket) => once(socket, 'open')))
    sockets.push(...windows)
  }
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const heard = Promise.all(sockets.map((socket) => once(socket, 'message')))
    const at = performance.now()
    const { status } = await admin.patch('/api/settings', { siteName: `Messung ${round}` })
    assert.equal(status, 200)
    await heard
    times.push(performance.now() - at)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
  }
  for (const socket of sockets) socket.terminate()
  return median(times)
}

/** The whole demo with 50 000 jobs behind it, asked through TLS and the gateway. */
export async function* benchPortal(): AsyncGenerator<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'myp-bench-'))
  const ports = await freePorts()
  const first = await startDemoWorkshop(dataDir, ports)
  await first.stop()
  addPastJobs(dataDir)
  const startedAt = performance.now()
  const workshop = await startDemoWorkshop(dataDir, ports)
  yield { name: 'cold start', value: performance.now() - startedAt, unit: 'ms', target: { atMost: 5_000 } }
  try {
    const admin = await workshop.signIn('admin')
    await addUpFigures(admin)
    const headers = admin.headers()
    // One of the demo's machines is out of order.
    const printers = (await admin.get('/api/printers')).body.items
      .filter(({ serviceState }: { serviceState: string }) => serviceState === 'available')
      .map(({ id }: { id: string }) => id)
    const day = `from=${new Date(Date.now()).toISOString()}&to=${new Date(Date.now() + DAY).toISOString()}`
    const reads = [
      ['board', '/api/board', 1_500, 30],
      ['day plan', `/api/jobs?${day}&limit=200`, 460, 40],
      ['availability', '/api/availability?kind=printer&minutes=60&limit=5', undefined, undefined],
    ] as const
    for (const [name, path, atLeast, atMost] of reads) {
      for (const connections of [10, 50]) {
        const result = await load(workshop, connections, { path, headers })
        const targets = connections === 10 ? ([atLeast, atMost] as const) : ([] as const)
        yield* rowsOf(`${name}, ${connections} connections`, result, ...targets)
      }
    }
    const booked = await load(workshop, 10, bookings(admin, printers))
    yield* rowsOf('create a booking, 10 connections', booked, 220, 100)
    const logIn = await logIns(workshop, admin)
    // What takes long is counted whole: in a few seconds, those that are not done would weigh.
    yield* rowsOf('log-in, 10 connections', await load(workshop, 10, { ...logIn, amount: 40 }), 7)
    yield* await boardMeanwhile(workshop, { path: '/api/board', headers }, logIn)
    yield {
      name: `WebSocket, ${WATCHERS} hear of a change`,
      value: await fanOutMs(workshop, admin),
      unit: 'ms',
    }
    const memory = PROGRAMS.map((name) => memoryMb(workshop, name))
    for (const [index, name] of PROGRAMS.entries())
      yield { name: `memory of ${name}`, value: memory[index] ?? 0, unit: 'MB' }
    const all = memory.reduce((a, b) => a + b, 0)
    yield { name: 'memory of all together', value: all, unit: 'MB', target: { atMost: 450 } }
  } finally {
    await workshop.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
