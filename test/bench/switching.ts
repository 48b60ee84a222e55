/**
 * How fast plugs follow, on this machine: from a job's start to its plug seen on, and how long a power pass takes
 * with six healthy and with six dead plugs, while people use the API.
 */
import type { Client } from '../support/client.ts'
import { startPlugs, startTestBridge } from '../support/plugs.ts'
import { BRIDGE_SECRET, startWorkshop } from '../support/workshop.ts'
import { median, type Row } from './report.ts'

const COUNT = 6
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const numbers = Array.from({ length: COUNT }, (_, i) => i + 1)

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
/** Median, and the worst: who waits longest complains. */
const rowsOf = (name: string, times: number[]): Row[] => [
  { name, value: median(times), unit: 'ms' },
  { name: `${name}, longest of ${times.length}`, value: Math.max(...times), unit: 'ms' },
]
const repeat = async (times: number, work: () => Promise<unknown>): Promise<number[]> => {
  const results: number[] = []
  for (let i = 0; i < times; i++) results.push(await timed(work))
  return results
}
/** What a person waits for while something else is going on. */
const apiMeanwhile = async (client: Client, work: Promise<unknown>): Promise<number[]> => {
  const results: number[] = []
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  while (!isOver) results.push(await timed(() => client.get('/api/printers')))
  await over
  return results
}

export async function* benchSwitching(): AsyncGenerator<Row> {
  const plugs = await startPlugs(COUNT, { load: 'standby' })
  const bridge = await startTestBridge(BRIDGE_SECRET)
  const workshop = await startWorkshop({
    printers: COUNT,
    plugAddresses: plugs.map(({ address }) => address),
    bridgeUrl: bridge.url,
    now: 'real',
  })
  try {
    await workshop.tick()
    await sleep(12_000)
    await workshop.tick()
    const anna = await workshop.as('anna')

    const quiet = await repeat(50, () => anna.get('/api/printers'))
    yield* rowsOf('GET /api/printers, nothing else going on', quiet)
    yield* rowsOf(`a pass with ${COUNT} healthy plugs`, await repeat(20, workshop.tick))

    const startsAt = Date.now() + 5_000
    const insert = workshop.db.prepare(
      `insert into jobs (id, printer_id, user_id, title, starts_at, ends_at, status, created_at, created_by)
      values (?, ?, 'anna', 'Teil', ?, ?, 'scheduled', ?, 'anna')`,
    )
    await workshop.db.batch(
      numbers.map((n) => insert.bind(`job-${n}`, `printer-${n}`, startsAt, startsAt + 3_600_000, Date.now())),
    )
    await workshop.tick()
    for (;;) {
      const { results } = await workshop.db
        .prepare("select started_at from jobs where status = 'running'")
        .all()
      if (results.length === COUNT) break
      if (Date.now() > startsAt + 30_000) throw new Error('not all plugs came on')
      await sleep(50)
    }
    const { results } = await workshop.db.prepare('select started_at as at from jobs').all<{ at: number }>()
    yield* rowsOf(
      `start of ${COUNT} jobs in the same second to verified on`,
      results.map(({ at }) => at - startsAt),
    )

    await Promise.all(plugs.map((plug) => plug.setReachable(false)))
    yield* rowsOf(`a pass as ${COUNT} plugs die`, [await timed(workshop.tick)])
    await sleep(45_000)
    const dead: number[] = []
    const meanwhile: number[] = []
    for (let i = 0; i < 5; i++) {
      const pass = timed(workshop.tick).then((ms) => dead.push(ms))
      meanwhile.push(...(await apiMeanwhile(anna, pass)))
    }
    yield* rowsOf(`a pass with ${COUNT} dead plugs`, dead)
    yield* rowsOf('GET /api/printers meanwhile', meanwhile)
  } finally {
    await workshop.stop()
    await bridge.stop()
    await Promise.all(plugs.map((plug) => plug.stop()))
  }
}
