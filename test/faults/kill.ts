import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { findDatabase } from '../../host/database-copy.ts'
import { dataFiles } from '../../host/folders.ts'
import type { Client } from '../support/client.ts'
import { type DemoWorkshop, freePorts, startDemoWorkshop, until } from './demo-workshop.ts'

const VICTIMS = ['host', 'workerd', 'bridge', 'emulator'] as const
const WRITERS = 3
const RECOVERY_TIMEOUT_MS = 90_000
const BACK_TIMEOUT_MS = 60_000

/** Below the eight deaths in a row after which `npm start` gives a program up, as it should. */
const KILLS_A_START = 6

/** What the writers hear: the id of every write that was answered with 201, and the last answer that was not. */
type Writes = { answered: Set<string>; lastTrouble: string }

/** Writes until told to stop. */
const startWriter = (client: Client, name: string, writes: Writes, signal: AbortSignal) =>
  (async () => {
    for (let count = 0; !signal.aborted; count++) {
      try {
        const { status, body } = await client.post('/api/cohorts', {
          name: `${name} ${count}`,
          endsOn: '2027-08-31',
        })
        if (status === 201) writes.answered.add(body.id)
        else {
          writes.lastTrouble = `${status} ${JSON.stringify(body)}`
          await wait(50)
        }
      } catch (error) {
        // Nobody answers: exactly what is being tested.
        writes.lastTrouble = String(error)
        await wait(50)
      }
    }
  })()

/**
 * Kills the real processes one after the other at random moments, while others write: no answered write is lost,
 * the database is sound, every process comes back, and all plugs are known again.
 */
export const killAtRandom = async (rounds: number, dataDir: string): Promise<void> => {
  const writes: Writes = { answered: new Set(), lastTrouble: 'none' }
  const recoveriesMs: number[] = []
  const firstPort = await freePorts()
  while (recoveriesMs.length < rounds) {
    const workshop = await startDemoWorkshop(dataDir, firstPort)
    await runOnce(workshop, rounds - recoveriesMs.length, writes, recoveriesMs)
    requireSound(dataDir)
    console.log(`     ${recoveriesMs.length} of ${rounds} kills`)
  }
  const longest = Math.round(Math.max(...recoveriesMs))
  console.log(
    `ok   ${rounds} kills, ${writes.answered.size} answered writes, none lost; writing again within ${longest} ms`,
  )
}

/** One start of the workshop, and kills until one program has had its share. */
const runOnce = async (
  workshop: DemoWorkshop,
  most: number,
  writes: Writes,
  recoveriesMs: number[],
): Promise<void> => {
  const stopping = new AbortController()
  const kills = new Map<string, number>()
  let writers: Promise<void>[] = []
  try {
    const admin = await workshop.signIn('admin')
    const { answered } = writes
    const run = answered.size
    writers = Array.from({ length: WRITERS }, (_, index) =>
      startWriter(admin, `${run}-${index}`, writes, stopping.signal),
    )
    for (let count = 0; count < most && Math.max(0, ...kills.values()) < KILLS_A_START; count++) {
      const victim = VICTIMS[Math.floor(Math.random() * VICTIMS.length)] ?? 'host'
      recoveriesMs.push(await kill(workshop, victim, writes))
      kills.set(victim, (kills.get(victim) ?? 0) + 1)
    }
    stopping.abort()
    await Promise.all(writers)
    await requireConverged(admin)
    const { body } = await admin.get('/api/cohorts')
    const kept = new Set(body.items.map((item: { id: string }) => item.id))
    const lost = [...answered].filter((id) => !kept.has(id))
    assert.deepEqual(lost, [], `${lost.length} of ${answered.size} answered writes are lost`)
  } finally {
    stopping.abort()
    await Promise.all(writers)
    await workshop.stop()
  }
}

/** Answers how long no write was answered, in milliseconds. */
const kill = async (workshop: DemoWorkshop, victim: string, writes: Writes): Promise<number> => {
  await until(`${victim} runs`, BACK_TIMEOUT_MS, () => workshop.pidOf(victim) !== undefined)
  await wait(Math.random() * 1_000)
  const pid = workshop.pidOf(victim)
  if (pid === undefined) throw new Error(`${victim} has gone by itself`)
  process.kill(pid, 'SIGKILL')
  const { answered } = writes
  const [startedAt, before] = [performance.now(), answered.size]
  const what = `writes are answered after ${victim} was killed`
  await until(what, BACK_TIMEOUT_MS, () => answered.size > before).catch((cause: Error) => {
    throw new Error(
      `${cause.message}; the last was answered ${writes.lastTrouble}; the workshop said: ${workshop.output().slice(-2_000)}`,
      { cause },
    )
  })
  const recoveryMs = performance.now() - startedAt
  await until(
    `${victim} comes back`,
    BACK_TIMEOUT_MS,
    () => ![undefined, pid].includes(workshop.pidOf(victim)),
  )
  return recoveryMs
}

type ShownPrinter = { name: string; plugId?: string; power: { state: string; failure?: { kind: string } } }

/** Throws with what is still unknown, and why. */
const requireConverged = async (admin: Client): Promise<void> => {
  let unknown: string[] = []
  try {
    await until('every plug is known again', RECOVERY_TIMEOUT_MS, async () => {
      const { status, body } = await admin.get('/api/printers').catch((error: Error) => ({
        status: error.message,
        body: undefined,
      }))
      // The last one that was killed may still be on its way.
      if (status !== 200) {
        unknown = [`all: ${status} ${body?.code ?? ''}`]
        return false
      }
      unknown = (body.items as ShownPrinter[])
        .filter(({ plugId, power }) => plugId && power.state === 'unknown')
        .map(({ name, power }) => `${name} (${power.failure?.kind ?? 'no reason'})`)
      return unknown.length === 0
    })
  } catch (error) {
    throw new Error(`still unknown: ${unknown.join(', ')}`, { cause: error })
  }
}

const requireSound = (dataDir: string): void => {
  const database = new DatabaseSync(findDatabase(dataFiles(dataDir).database) ?? '', { readOnly: true })
  assert.equal(database.prepare('pragma integrity_check').get()?.integrity_check, 'ok')
  assert.equal(database.prepare('pragma foreign_key_check').get(), undefined)
  database.close()
}
