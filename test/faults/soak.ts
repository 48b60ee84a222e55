import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Client } from '../support/client.ts'
import { type DemoWorkshop, freePorts, startDemoWorkshop } from './demo-workshop.ts'

/** What a busy workshop asks of the portal in a day: a kiosk and ten browsers that look every 15 s, and 400 changes. */
const DAY = { looks: 63_000, changes: 400, signIns: 60 } as const
const LOOKERS = 8
/** After this share of the day everything has been used once: what grows from then on is growth. */
const WARM_UP = 0.2
const ALLOWED_GROWTH = 1.2
const PROGRAMS = ['host', 'workerd', 'bridge'] as const
const PATHS = [
  '/api/board',
  '/api/board',
  '/api/board',
  '/api/printers',
  '/api/jobs?userId=me',
  '/api/notifications',
]

type Memory = Record<(typeof PROGRAMS)[number], number>

/** Resident memory in MB. */
const memoryOf = (workshop: DemoWorkshop): Memory => {
  const read = (name: string): number => {
    const text = readFileSync(`/proc/${workshop.pidOf(name)}/status`, 'utf8')
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(text)?.[1]) / 1_024)
  }
  return { host: read('host'), workerd: read('workerd'), bridge: read('bridge') }
}

const inTurns = async (
  times: number,
  workers: number,
  work: (n: number) => Promise<unknown>,
): Promise<void> => {
  let next = 0
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (next < times) await work(next++)
    }),
  )
}

const use = async (workshop: DemoWorkshop, admin: Client, share: number): Promise<void> => {
  const reader = await workshop.signIn('azubi')
  const look = async (n: number): Promise<void> => {
    const { status } = await reader.get(PATHS[n % PATHS.length] ?? '/api/board')
    assert.equal(status, 200)
  }
  const change = async (n: number): Promise<void> => {
    const made = await admin.post('/api/cohorts', { name: `Tag ${share} ${n}`, endsOn: null })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal((await admin.delete(`/api/cohorts/${made.body.id}`)).status, 204)
  }
  await Promise.all([
    inTurns(DAY.looks * share, LOOKERS, look),
    inTurns(DAY.changes * share, 1, change),
    inTurns(DAY.signIns * share, 1, () => workshop.signIn('azubi2')),
  ])
}

/**
 * A day's use as fast as it goes, against the real processes: none of them grows by more than a fifth after the
 * warm-up. @param days less than 1 for a short form.
 */
export const soak = async (dataDir: string, days: number): Promise<void> => {
  const workshop = await startDemoWorkshop(dataDir, await freePorts())
  try {
    const admin = await workshop.signIn('admin')
    await use(workshop, admin, days * WARM_UP)
    const before = memoryOf(workshop)
    await use(workshop, admin, days * (1 - WARM_UP))
    const after = memoryOf(workshop)
    const told = PROGRAMS.map((name) => `${name} ${before[name]} → ${after[name]} MB`).join(', ')
    for (const name of PROGRAMS)
      assert(after[name] <= before[name] * ALLOWED_GROWTH, `${name} grows: ${told}`)
    console.log(`ok   ${days} days of use: ${told}`)
  } finally {
    await workshop.stop()
  }
}
