import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnedPlug, ReadingsAnswer } from '../../bridge/protocol.ts'
import { bridgeSecret, eventually, tokenFor } from './support/real-bridge.ts'

const liveCount = 190
/** Half of them refuse connections, half accept and say nothing. */
const deadCount = 10
const measuredMs = 20_000
/** As deployed: without them V8 lets the young generation grow to what a Pi has better use for. */
const piFlags = ['--max-semi-space-size=4', '--max-old-space-size=96']
/** Of Linux, for /proc. */
const ticksPerSecond = 100
const pageBytes = 4_096

let folder: string
let silent: Server
let bridge: { process: ChildProcess; url: string }
let emulator: ChildProcess
let addresses: string[]

const portOf = (server: Server) => (server.address() as { port: number }).port

/** A process of ours, and what it printed. */
const start = (script: string, args: string[], nodeFlags: string[] = []) => {
  const child = spawn(process.execPath, [...nodeFlags, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const output = { text: '' }
  child.stdout?.on('data', (data) => {
    output.text += String(data)
  })
  return { child, output }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'myp-load-'))
  silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1')
  const plugs = start('bridge/emulator/main.ts', ['--plugs', String(liveCount), '--port', '0'])
  emulator = plugs.child
  await eventually(() => /^ready$/m.exec(plugs.output.text) ?? undefined)
  addresses = [...plugs.output.text.matchAll(/^plug \S+ (\S+)$/gm)].map((match) => match[1] as string)

  const path = join(folder, 'bridge.toml')
  const text = `port = 0\nsecret = "${bridgeSecret}"\ndata_dir = "state"\nworker_url = "http://127.0.0.1:9"
[tapo]\nusername = "demo@myp.local"\npassword = "emulated-plug"\n`
  writeFileSync(path, text, { mode: 0o600 })
  const started = start('bridge/main.ts', ['--config', path], piFlags)
  const line = await eventually(() => /.*bridge ready.*\n/.exec(started.output.text)?.[0])
  bridge = { process: started.child, url: `http://127.0.0.1:${JSON.parse(line).port}` }
}, 60_000)
afterAll(() => {
  emulator.kill()
  bridge.process.kill()
  silent.close()
  rmSync(folder, { recursive: true })
})

const call = async (method: string, path: string, body?: unknown) => {
  const headers = { authorization: `Bearer ${await tokenFor()}` }
  return fetch(`${bridge.url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
}
const readings = async () => ReadingsAnswer.parse(await (await call('GET', '/plugs')).json()).items

/** Seconds of processor time, and megabytes in memory. */
const usageOf = (child: ChildProcess) => {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const [userTicks, systemTicks, residentPages] = [fields[11], fields[12], fields[21]].map(Number) as [
    number,
    number,
    number,
  ]
  return {
    cpuSeconds: (userTicks + systemTicks) / ticksPerSecond,
    megabytes: (residentPages * pageBytes) / 2 ** 20,
  }
}

test('200 plugs cost under 30 % of a core and 200 MB, and are switched within 10 s with 5 % of them dead', async () => {
  const dead = Array.from(
    { length: deadCount },
    (_, index) => `127.0.0.${index + 2}:${index % 2 ? portOf(silent) : 9}`,
  )
  const items = [...addresses, ...dead].map(
    (address, index): OwnedPlug => ({ id: `p${index}`, driver: 'tapo', address }),
  )
  expect(items).toHaveLength(liveCount + deadCount)
  const ownedAt = performance.now()
  await call('PUT', '/plugs', { items })
  await eventually(async () =>
    (await readings()).filter(({ state }) => state === 'off').length === liveCount ? true : undefined,
  )
  const firstReadingsMs = performance.now() - ownedAt

  const before = usageOf(bridge.process)
  await new Promise((resolve) => setTimeout(resolve, measuredMs))
  const after = usageOf(bridge.process)
  const share = (after.cpuSeconds - before.cpuSeconds) / (measuredMs / 1000)

  const switchedAt = performance.now()
  const times: number[] = []
  const answers = await Promise.all(
    items.map(async ({ id }) => {
      const { status } = await call('POST', `/plugs/${id}/switch`, { on: true, offAfterSeconds: 3_600 })
      if (status === 200) times.push(performance.now() - switchedAt)
      return status
    }),
  )
  const allMs = performance.now() - switchedAt
  const rounded = {
    firstReadingsMs,
    share,
    megabytes: after.megabytes,
    lastLiveMs: Math.max(...times),
    allMs,
  }
  console.info(
    '200 plugs:',
    Object.entries(rounded)
      .map(([name, value]) => `${name} ${value.toFixed(2)}`)
      .join(', '),
  )

  expect(answers.filter((status) => status === 200)).toHaveLength(liveCount)
  expect(answers.filter((status) => status === 503)).toHaveLength(deadCount)
  expect(rounded.lastLiveMs).toBeLessThan(10_000)
  // The dead ones have 9.5 s each; the rest is two hundred answers on a machine that does other things too.
  expect(allMs).toBeLessThan(11_000)
  expect(share).toBeLessThan(0.3)
  expect(after.megabytes).toBeLessThan(200)
}, 90_000)
