import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { findDatabase } from '../../host/database-copy.ts'
import { dataFiles } from '../../host/folders.ts'
import type { Client } from '../support/client.ts'
import { type DemoWorkshop, startDemoWorkshop, until } from './demo-workshop.ts'

const VICTIMS = ['host', 'workerd', 'bridge', 'emulator'] as const
const WRITERS = 3
const RECOVERY_TIMEOUT_MS = 90_000
const BACK_TIMEOUT_MS = 30_000

/** Writes until told to stop; `answered` holds the id of every write that was answered with 201, nothing else. */
const startWriter = (client: Client, name: string, answered: Set<string>, signal: AbortSignal) =>
  (async () => {
    for (let count = 0; !signal.aborted; count++) {
      try {
        const { status, body } = await client.post('/api/cohorts', {
          name: `${name} ${count}`,
          endsOn: '2027-08-31',
        })
        if (status === 201) answered.add(body.id)
        else await wait(50)
      } catch {
        // Nobody answers: exactly what is being tested.
        await wait(50)
      }
    }
  })()

/**
 * Kills the real processes one after the other at random moments, while others write: no answered write is lost,
 * the database is sound, every process comes back, and all plugs are known again.
 */
export const killAtRandom = async (rounds: number, dataDir: string): Promise<void> => {
  const workshop = await startDemoWorkshop(dataDir)
  const answered = new Set<string>()
  const stopping = new AbortController()
  const admin = await workshop.signIn('admin')
  const writers = Array.from({ length: WRITERS }, (_, index) =>
    startWriter(admin, `W${index}-${process.pid}`, answered, stopping.signal),
  )
  let longestMs = 0
  try {
    for (let round = 0; round < rounds; round++)
      longestMs = Math.max(longestMs, await killOne(workshop, answered))
    stopping.abort()
    await Promise.all(writers)
    await requireConverged(admin)
    const { body } = await admin.get('/api/cohorts')
    const kept = new Set(body.items.map((item: { id: string }) => item.id))
    const lost = [...answered].filter((id) => !kept.has(id))
    assert.deepEqual(lost, [], `${lost.length} of ${answered.size} answered writes are lost`)
  } finally {
    stopping.abort()
    await workshop.stop()
  }
  requireSound(dataDir)
  console.log(
    `ok   ${rounds} kills, ${answered.size} answered writes, none lost; at most ${Math.round(longestMs)} ms without one`,
  )
}

/** Answers how long no write was answered. */
const killOne = async (workshop: DemoWorkshop, answered: Set<string>): Promise<number> => {
  const victim = VICTIMS[Math.floor(Math.random() * VICTIMS.length)] ?? 'host'
  await wait(Math.random() * 1_000)
  const pid = workshop.pidOf(victim)
  if (pid === undefined) return 0
  process.kill(pid, 'SIGKILL')
  const [startedAt, before] = [performance.now(), answered.size]
  await until(
    `${victim} comes back`,
    BACK_TIMEOUT_MS,
    () => ![undefined, pid].includes(workshop.pidOf(victim)),
  )
  await until(`writes are answered after ${victim} was killed`, BACK_TIMEOUT_MS, () => answered.size > before)
  return performance.now() - startedAt
}

const requireConverged = (admin: Client): Promise<void> =>
  until('every plug is known again', RECOVERY_TIMEOUT_MS, async () => {
    const { body } = await admin.get('/api/printers')
    const states = body.items
      .filter((printer: { plugId?: string }) => printer.plugId)
      .map((printer: { power: { state: string } }) => printer.power.state)
    return states.length > 0 && states.every((state: string) => state !== 'unknown')
  })

const requireSound = (dataDir: string): void => {
  const database = new DatabaseSync(findDatabase(dataFiles(dataDir).database) ?? '', { readOnly: true })
  assert.equal(database.prepare('pragma integrity_check').get()?.integrity_check, 'ok')
  assert.equal(database.prepare('pragma foreign_key_check').get(), undefined)
  database.close()
}
