import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EMULATED_PLUGS } from '../../../host/settings.ts'

/** Building both parts and seeding, on a busy machine with two cores. */
const startTimeoutMs = 120_000
const stopTimeoutMs = 10_000

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return true
  } catch {
    return false
  }
}

/** The first of twelve free ports in a row, below those the kernel gives out by itself. */
async function findPorts(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const first = 20_000 + Math.floor(Math.random() * 1_000) * 12
    const free = await Promise.all(Array.from({ length: 12 }, (_, index) => isFree(first + index)))
    if (free.every(Boolean)) return first
  }
  throw new Error('found no twelve free ports in a row')
}

export type Demo = {
  url: string
  /** The port without TLS. */
  plainUrl: string
  /** What it said on its console so far. */
  output: () => string
  /** `host:port` of the emulated plugs, in the order of the demo's machines. */
  plugs: string[]
  /** Where those are touched: `POST /plugs/1/press` and more, see `npm run emulator -- --help`. */
  control: string
  /** Its data, its logs and, in `run/`, the process ids. */
  dataDir: string
  stop: () => Promise<void>
}

/**
 * The demo workshop as `npm start` brings it up, in a data folder of its own and on free ports.
 * @param filesFor what lies in the data folder already, by name: with a `config.toml` it is no demo but a real
 *   site. The worker's port is the first one and two, the bridge's the first one and three.
 */
export async function startDemo(
  filesFor: (firstPort: number) => Record<string, string> = () => ({}),
): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'myp-browser-'))
  const first = await findPorts()
  for (const [name, text] of Object.entries(filesFor(first)))
    writeFileSync(join(dataDir, name), text, { mode: 0o600 })
  const child = spawn(process.execPath, ['host/start.ts'], {
    env: {
      ...process.env,
      // The test runner says `test`, with which React would be built for development.
      NODE_ENV: 'production',
      MYP_DATA_DIR: dataDir,
      MYP_HTTPS_PORT: String(first),
      MYP_HTTP_PORT: String(first + 1),
      MYP_WORKER_PORT: String(first + 2),
      MYP_BRIDGE_PORT: String(first + 3),
      MYP_EMULATOR_PORT: String(first + 4),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const stop = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
    child.kill('SIGTERM')
    await ended
    clearTimeout(timer)
    rmSync(dataDir, { recursive: true, force: true })
  }
  let output = ''
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += String(chunk)
      if (output.includes('MYP ready at')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${output}`)))
    setTimeout(() => reject(new Error(`the demo was not ready in time:\n${output}`)), startTimeoutMs).unref()
  })
  try {
    await ready
  } catch (error) {
    if (child.exitCode === null) await stop()
    throw error
  }
  return {
    url: `https://localhost:${first}`,
    plainUrl: `http://localhost:${first + 1}`,
    output: () => output,
    plugs: Array.from({ length: 6 }, (_, index) => `127.0.0.1:${first + 4 + index}`),
    control: `http://127.0.0.1:${first + 4 + EMULATED_PLUGS}`,
    dataDir,
    stop,
  }
}
