import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type DemoWorkshop, freePorts, startDemoWorkshop, until } from './demo-workshop.ts'

const VISITORS = 200
/** Fewer than the visitors, and enough for what runs. */
const SPARE_HANDLES = 30
const TIMEOUT_MS = 60_000

const handlesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length

/** One connection that says nothing; refused or cut is as good as made. */
const visit = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await Promise.race([once(socket, 'connect').catch(() => undefined), wait(1_000)])
  return socket
}

const requireWriting = async (workshop: DemoWorkshop, name: string): Promise<void> => {
  const admin = await workshop.signIn('admin')
  const { status } = await admin.post('/api/cohorts', { name, endsOn: '2027-08-31' })
  assert.equal(status, 201)
}

/**
 * The host is left without file handles while a crowd connects: it does not end, and when the crowd has gone it
 * serves as before. Needs the right to set limits of another process.
 */
export const takeTheFileHandles = async (dataDir: string): Promise<void> => {
  const workshop = await startDemoWorkshop(dataDir, await freePorts())
  try {
    await requireWriting(workshop, 'before')
    const host = workshop.pidOf('host')
    assert(host)
    execFileSync('prlimit', ['--pid', String(host), `--nofile=${handlesOf(host) + SPARE_HANDLES}:`])
    const visitors = await Promise.all(Array.from({ length: VISITORS }, () => visit(workshop.httpsPort)))
    await wait(2_000)
    for (const visitor of visitors) visitor.destroy()
    await until('the portal answers again', TIMEOUT_MS, async () => {
      try {
        await requireWriting(workshop, 'after')
        return true
      } catch {
        return false
      }
    })
    assert.equal(workshop.pidOf('host'), host, 'the host lives on')
  } finally {
    await workshop.stop()
  }
  console.log(
    `ok   ${VISITORS} visitors and ${SPARE_HANDLES} free file handles: the host lives, and serves again`,
  )
}
