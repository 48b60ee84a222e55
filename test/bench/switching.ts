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
const summary = (times: number[]): string => {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): string =>
    `${Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)} ms`
  return `median ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)} of ${sorted.length}`
}
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

/** Prints what it measures, and answers the medians. */
export const benchSwitching = async (): Promise<Row[]> => {
  const rows: Row[] = []
  const tell = (name: string, times: number[]): void => {
    console.log(`${name}: ${summary(times)}`)
    rows.push({ name, value: median(times), unit: 'ms' })
  }
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
    tell('GET /api/printers, nothing else going on', quiet)
    tell(`a pass with ${COUNT} healthy plugs`, await repeat(20, workshop.tick))

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
    tell(
      `start of ${COUNT} jobs in the same second to verified on`,
      results.map(({ at }) => at - startsAt),
    )

    await Promise.all(plugs.map((plug) => plug.setReachable(false)))
    tell(`a pass as ${COUNT} plugs die`, [await timed(workshop.tick)])
    await sleep(45_000)
    const dead: number[] = []
    const meanwhile: number[] = []
    for (let i = 0; i < 5; i++) {
      const pass = timed(workshop.tick).then((ms) => dead.push(ms))
      meanwhile.push(...(await apiMeanwhile(anna, pass)))
    }
    tell(`a pass with ${COUNT} dead plugs`, dead)
    tell('GET /api/printers meanwhile', meanwhile)
  } finally {
    await workshop.stop()
    await bridge.stop()
    await Promise.all(plugs.map((plug) => plug.stop()))
  }
  return rows
}
